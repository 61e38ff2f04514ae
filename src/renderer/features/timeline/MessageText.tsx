import { memo } from 'react';
import type { Message } from '../../../api/contract.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { shownName } from '../../lib/names.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { isLong } from './grouping.ts';
import { MarkdownView } from './MarkdownView.tsx';
import styles from './MessageText.module.css';
import { isAction, parsedText } from './parsedText.ts';

interface MessageTextProps {
  message: Message;
  isOpen: boolean;
  onToggle: () => void;
}

/** A stranger's text, with the few marks that mean something; folded where it is long. */
export const MessageText = memo(function MessageText({ message, isOpen, onToggle }: MessageTextProps) {
  const { t } = useLanguage();
  const isFoldable = isLong(message.text);
  return (
    <>
      <div
        className={classes(styles.text, isAction(message) && styles.action, isFoldable && !isOpen && styles.folded)}
        dir="auto"
      >
        {isAction(message) && <bdi className={styles.actor}>{shownName(message.name) || t('unnamed')} </bdi>}
        <MarkdownView blocks={parsedText(message)} />
      </div>
      {isFoldable && (
        <Button look="text" className={styles.more} aria-expanded={isOpen} onClick={onToggle}>
          {t(isOpen ? 'showLess' : 'showAll')}
        </Button>
      )}
    </>
  );
});
