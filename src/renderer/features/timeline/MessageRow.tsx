import { memo } from 'react';
import type { Message } from '../../../api/contract.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { shownName } from '../../lib/names.ts';
import { useNow } from '../../lib/useNow.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { authorHue } from '../../ui/authorHue.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { PersonName } from '../people/PersonName.tsx';
import { placeAfter } from './grouping.ts';
import styles from './MessageRow.module.css';
import { MessageActions } from './MessageActions.tsx';
import { MessageText } from './MessageText.tsx';

/** What of a message can be opened. Kept by the timeline: a row forgets when it is scrolled away. */
export type Part = 'text' | 'trust';

interface MessageRowProps {
  message: Message;
  before: Message | undefined;
  isFirstUnread: boolean;
  isTextOpen: boolean;
  isTrustOpen: boolean;
  onToggle: (key: number, part: Part) => void;
  /** The one row whose actions Tab reaches; from there the arrow keys go to the others. */
  isReached: boolean;
  onDetails: (message: Message) => void;
}

export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message, before, isTextOpen, isTrustOpen, onToggle, isFirstUnread, isReached, onDetails } = props;
  const { t, dates } = useLanguage();
  const { startsDay, startsGroup } = placeAfter(before, message);
  return (
    <>
      {startsDay && <Day at={message.shownAt} />}
      {isFirstUnread && <h3 className={styles.unread}>{t('unreadLine')}</h3>}
      <div className={classes(styles.message, startsGroup && styles.starts)}>
        <div className={styles.gutter}>
          {startsGroup ? (
            <Avatar origin={message.origin} name={shownName(message.name)} />
          ) : (
            <time className={styles.sideTime} dateTime={isoTime(message)} title={exactTimes(message, t, dates)}>
              {dates.timeOfDay(message.shownAt)}
            </time>
          )}
        </div>
        <div>
          {startsGroup && (
            <div className={classes(styles.head, authorHue(message.origin))}>
              <PersonName origin={message.origin} name={message.name} own={message.own} className={styles.name} />
              <Time message={message} />
              {message.trust === 'unverified' && (
                <Button
                  look="text"
                  className={styles.unverified}
                  title={t('unverifiedExplained')}
                  aria-expanded={isTrustOpen}
                  onClick={() => onToggle(message.key, 'trust')}
                >
                  {t('unverified')}
                </Button>
              )}
            </div>
          )}
          {startsGroup && isTrustOpen && <p className={styles.why}>{t('unverifiedExplained')}</p>}
          <MessageText message={message} isOpen={isTextOpen} onToggle={() => onToggle(message.key, 'text')} />
        </div>
        <MessageActions message={message} isReached={isReached} onDetails={onDetails} />
      </div>
    </>
  );
});

function Day({ at }: { at: number }) {
  const { dates } = useLanguage();
  const name = useNow((now) => dates.day(at, now));
  return <h2 className={styles.day}>{name}</h2>;
}

function Time({ message }: { message: Message }) {
  const { t, dates } = useLanguage();
  const words = useNow((now) => dates.messageTime(message.shownAt, now));
  return (
    <time className={styles.time} dateTime={isoTime(message)} title={exactTimes(message, t, dates)}>
      {words}
    </time>
  );
}

/** A time that no calendar has is a stranger's claim; it has no machine-readable form. */
const isoTime = ({ shownAt }: Message): string | undefined =>
  Math.abs(shownAt) <= 8.64e15 ? new Date(shownAt).toISOString() : undefined;

function exactTimes(
  { saidAt, arrivedAt }: Message,
  t: ReturnType<typeof useLanguage>['t'],
  dates: ReturnType<typeof useLanguage>['dates'],
): string {
  const arrived = t('arrivedAt', { time: dates.exact(arrivedAt) });
  return saidAt === null ? arrived : `${t('saidAt', { time: dates.exact(saidAt) })}\n${arrived}`;
}
