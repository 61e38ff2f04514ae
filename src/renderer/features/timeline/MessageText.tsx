import { memo } from 'react';
import type { Message } from '../../../api/contract.ts';
import { selectPeople } from '../../app/selectors.ts';
import { useAppState } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { shownName } from '../../lib/names.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { isLong } from './grouping.ts';
import { MarkdownView } from './MarkdownView.tsx';
import styles from './MessageText.module.css';
import { isAction, textWithMentions, writtenText } from './parsedText.ts';

interface MessageTextProps {
  message: Message;
  isOpen: boolean;
  onToggle: () => void;
}

/** A stranger's text, with the few marks that mean something; folded where it is long. */
export const MessageText = memo(function MessageText({ message, isOpen, onToggle }: MessageTextProps) {
  const { t } = useLanguage();
  const people = useAppState(selectPeople);
  const isFoldable = isLong(writtenText(message));
  if (writtenText(message) === '') return undefined;
  return (
    <>
      <div
        className={classes(styles.text, isAction(message) && styles.action, isFoldable && !isOpen && styles.folded)}
        dir="auto"
        data-text={message.key}
      >
        {isAction(message) && <bdi className={styles.actor}>{shownName(message.name) || t('unnamed')} </bdi>}
        <MarkdownView blocks={textWithMentions(message, people)} />
      </div>
      {isFoldable && (
        <Button look="text" className={styles.more} aria-expanded={isOpen} onClick={onToggle}>
          {t(isOpen ? 'showLess' : 'showAll')}
        </Button>
      )}
    </>
  );
});
