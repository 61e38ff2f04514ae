import { memo, useMemo } from 'react';
import { useLanguage } from '../../i18n/language.tsx';
import { findLinks } from '../../lib/links.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { isLong } from './grouping.ts';
import styles from './MessageText.module.css';

interface MessageTextProps {
  text: string;
  isOpen: boolean;
  onToggle: () => void;
}

/** A stranger's text: shown as text, never as markup; only http(s) links become links. */
export const MessageText = memo(function MessageText({ text, isOpen, onToggle }: MessageTextProps) {
  const { t } = useLanguage();
  const pieces = useMemo(() => findLinks(text.toWellFormed()), [text]);
  const isFoldable = isLong(text);
  return (
    <>
      <div className={classes(styles.text, isFoldable && !isOpen && styles.folded)} dir="auto">
        {pieces.map((piece, index) =>
          piece.kind === 'text' ? (
            piece.text
          ) : (
            // The pieces of a text never change places.
            // oxlint-disable-next-line react/no-array-index-key
            <a
              key={index}
              className={styles.link}
              href={piece.href}
              target="_blank"
              rel="noopener noreferrer"
              title={piece.href}
            >
              {piece.text}
            </a>
          ),
        )}
      </div>
      {isFoldable && (
        <Button look="text" className={styles.more} aria-expanded={isOpen} onClick={onToggle}>
          {t(isOpen ? 'showLess' : 'showAll')}
        </Button>
      )}
    </>
  );
});
