import { memo, useState } from 'react';
import type { Message } from '../../../api/contract.ts';
import type { GatheringLine } from '../../app/gathering.ts';
import { selectPeople } from '../../app/selectors.ts';
import { useAppState } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { shownName, tagOf } from '../../lib/names.ts';
import { useNow } from '../../lib/useNow.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { authorHue } from '../../ui/authorHue.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { Hidden } from '../../ui/Hidden.tsx';
import { PersonName } from '../people/PersonName.tsx';
import { OfferedFile } from '../files/OfferedFile.tsx';
import { GatheringLines } from './GatheringLines.tsx';
import { DeliveryMark } from './DeliveryMark.tsx';
import { placeAfter, showsDelivery, showsReach } from './grouping.ts';
import styles from './MessageRow.module.css';
import { MessageActions } from './MessageActions.tsx';
import { MessageText } from './MessageText.tsx';
import { isMentioned } from './parsedText.ts';
import { NotDelivered } from './NotDelivered.tsx';
import { ReachMark } from './ReachMark.tsx';
import { useCalm } from './useCalm.ts';

/** What of a message can be opened. Kept by the timeline: a row forgets when it is scrolled away. */
export type Part = 'text' | 'trust';

interface MessageRowProps {
  message: Message;
  before: Message | undefined;
  after: Message | undefined;
  isFirstUnread: boolean;
  isTextOpen: boolean;
  isTrustOpen: boolean;
  onToggle: (key: number, part: Part) => void;
  /** The one row whose actions Tab reaches; from there the arrow keys go to the others. */
  isReached: boolean;
  onDetails: (message: Message) => void;
  isSelected: boolean;
  onSelect: (key: number) => void;
  /** A person went to it just now. */
  isAimed: boolean;
  /** What happened to who is here, before this message, and after it where it is the last one. */
  linesBefore: readonly GatheringLine[];
  linesAfter: readonly GatheringLine[];
}

export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message, before, after, isTextOpen, isTrustOpen, onToggle, isFirstUnread, isReached, onDetails } = props;
  const { isSelected, onSelect, isAimed, linesBefore, linesAfter } = props;
  const { t, dates } = useLanguage();
  const { startsDay, startsGroup } = placeAfter(before, message);
  // What only a pointer shows is made when one comes by: most rows are scrolled past.
  const [isNear, setNear] = useState(false);
  const isCalm = useCalm();
  const isForMe = useAppState((state) => isMentioned(message, selectPeople(state), state.self?.origin));
  return (
    <>
      {startsDay && <Day at={message.shownAt} />}
      {linesBefore.length > 0 && <GatheringLines lines={linesBefore} />}
      {isFirstUnread && <h3 className={styles.unread}>{t('unreadLine')}</h3>}
      <div
        onPointerMove={isNear ? undefined : () => setNear(true)}
        className={classes(
          styles.message,
          startsGroup && styles.starts,
          isForMe && styles.forMe,
          isSelected && styles.selected,
          isAimed && styles.aimed,
          message.reach !== null && styles.marked,
        )}
      >
        <div className={styles.gutter}>
          {startsGroup ? (
            <Avatar
              seed={message.person ?? tagOf(message.origin)}
              origin={message.person ?? message.origin}
              name={shownName(message.name)}
            />
          ) : (
            <time
              className={styles.sideTime}
              dateTime={isoTime(message)}
              title={isNear ? exactTimes(message, t, dates) : undefined}
            >
              {dates.clock(message.shownAt)}
            </time>
          )}
        </div>
        <div>
          {startsGroup && (
            <div className={classes(styles.head, authorHue(message.person ?? message.origin))}>
              <PersonName
                origin={message.origin}
                name={message.name}
                nameThen={message.nameThen}
                own={message.own}
                className={styles.name}
              />
              <Time message={message} isNear={isNear} />
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
              {message.forked > 0 && (
                <Button
                  look="text"
                  className={styles.unverified}
                  title={t('forkedHint')}
                  onClick={() => onDetails(message)}
                >
                  {t('forked', { count: message.forked })}
                </Button>
              )}
            </div>
          )}
          {startsGroup && isTrustOpen && <p className={styles.why}>{t('unverifiedExplained')}</p>}
          <MessageText message={message} isOpen={isTextOpen} onToggle={() => onToggle(message.key, 'text')} />
          {message.file !== null && <OfferedFile file={message.file} from={message.own ? undefined : message.origin} />}
          {message.delivery === 'failed' && <NotDelivered message={message} />}
        </div>
        {message.reach !== null && showsReach(message, after) && (
          <ReachMark message={message} reach={message.reach} isReached={isReached} onDetails={onDetails} />
        )}
        {message.delivery !== null && showsDelivery(message, after) && <DeliveryMark delivery={message.delivery} />}
        {isSelected && <Hidden>{t('selectedMark')}</Hidden>}
        {(isCalm || isNear) && (
          <MessageActions
            message={message}
            isReached={isReached}
            isDrawn={isNear || isReached}
            onDetails={onDetails}
            isSelected={isSelected}
            onSelect={onSelect}
          />
        )}
      </div>
      {linesAfter.length > 0 && <GatheringLines lines={linesAfter} />}
    </>
  );
});

function Day({ at }: { at: number }) {
  const { dates } = useLanguage();
  const name = useNow((now) => dates.day(at, now));
  return <h2 className={styles.day}>{name}</h2>;
}

function Time({ message, isNear }: { message: Message; isNear: boolean }) {
  const { t, dates } = useLanguage();
  const words = useNow((now) => dates.messageTime(message.shownAt, now));
  return (
    <time
      className={styles.time}
      dateTime={isoTime(message)}
      title={isNear ? exactTimes(message, t, dates) : undefined}
    >
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
