import { useCallback, useState } from 'react';
import { selectEarlier } from '../../app/selectors.ts';
import { useAppState, useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { tagOf } from '../../lib/names.ts';
import { Button } from '../../ui/Button.tsx';
import type { Message } from '../../../api/contract.ts';
import { SelectionBar } from '../selection/SelectionBar.tsx';
import { useSelection } from '../selection/useSelection.ts';
import { MessageDetails } from '../details/MessageDetails.tsx';
import { EmptyTimeline } from './EmptyTimeline.tsx';
import { GatheringAnnouncer } from './GatheringLines.tsx';
import { JumpToLatest, JumpToUnread } from './JumpToLatest.tsx';
import { MessageRow, type Part } from './MessageRow.tsx';
import styles from './Timeline.module.css';
import { useAim } from './useAim.ts';
import { noLines, useGatheringLines } from './useGatheringLines.ts';
import { useMarks } from './useMarks.ts';
import { useSteps } from './useSteps.ts';
import { useTimelineRows } from './useTimelineRows.ts';

/** The conversation: messages while there are some, else why there are none. */
export function Timeline() {
  const { t } = useLanguage();
  const session = useSession();
  const loading = useAppState((state) => state.loading);
  const isEmpty = useAppState((state) => state.timeline.messages.length === 0);
  if (!isEmpty) return <Messages />;
  switch (loading.kind) {
    case 'loading':
      return (
        <div className={styles.center} role="status">
          {t('loadingMessages')}
        </div>
      );
    case 'failed':
      return (
        <div className={styles.center} role="alert">
          <p>{t('loadFailed', { message: loading.message })}</p>
          <Button onClick={() => session.reload()}>{t('tryAgain')}</Button>
        </div>
      );
    case 'ready':
    default:
      return <EmptyTimeline />;
  }
}

function Messages() {
  const { t } = useLanguage();
  const messages = useSteps();
  const { rows, scroller, older, hold } = useTimelineRows(messages);
  const { open, toggle } = useOpenParts(hold);
  const selecting = useSelection(scroller, messages);
  const items = rows.getVirtualItems();
  const aimed = useAim(messages, rows, hold);
  useMarks(scroller, messages, items, open);
  const line = useAppState((state) => state.unread.line);
  const lineAt = line === undefined ? -1 : messages.findLastIndex(({ key }) => key === line);
  const lines = useGatheringLines(messages);
  const [focused, setFocused] = useState<number>();
  // Not the last one that is there: out of view, it would come into view at each Tab, and another take its place.
  const reached = focused ?? rows.range?.endIndex;
  const [shown, setShown] = useState<Message>();
  // It may have changed since it was opened, or have left what is loaded.
  const current = shown && (messages.find(({ key }) => key === shown.key) ?? shown);

  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        className={styles.scroll}
        // Without a pointer the arrow keys scroll it.
        tabIndex={0}
        role="region"
        aria-label={t('timeline')}
      >
        <div className={styles.bottom}>
          <p className={styles.edge}>{older ? t('loadingOlder') : <Start />}</p>
          <ol data-windowed="" className={styles.rows} style={{ height: rows.getTotalSize() }}>
            {items.map(({ key, index, start }) => {
              const message = messages[index];
              return (
                message && (
                  // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it only learns where the focus is
                  <li
                    key={Number(key)}
                    ref={rows.measureElement}
                    data-index={index}
                    onFocus={() => setFocused(index)}
                    onBlur={() => setFocused(undefined)}
                    className={styles.row}
                    style={{ insetBlockStart: start }}
                  >
                    <MessageRow
                      message={message}
                      before={messages[index - 1]}
                      after={messages[index + 1]}
                      isTextOpen={open.has(`${message.key} text`)}
                      isTrustOpen={open.has(`${message.key} trust`)}
                      onToggle={toggle}
                      isFirstUnread={index === lineAt}
                      isReached={index === reached}
                      onDetails={setShown}
                      isSelected={selecting.keys.has(message.key)}
                      onSelect={selecting.toggle}
                      isAimed={message.key === aimed}
                      linesBefore={lines.before(index)}
                      linesAfter={index === messages.length - 1 ? lines.atEnd : noLines}
                    />
                  </li>
                )
              );
            })}
          </ol>
        </div>
      </div>
      {lineAt >= 0 && lineAt < (rows.range?.startIndex ?? 0) && (
        <JumpToUnread
          onJump={() => {
            hold();
            rows.scrollToIndex(lineAt, { align: 'start' });
          }}
        />
      )}
      <GatheringAnnouncer />
      <JumpToLatest isRaised={selecting.keys.size > 0} />
      {selecting.keys.size > 0 && <SelectionBar selecting={selecting} />}
      {current && <MessageDetails message={current} onClose={() => setShown(undefined)} />}
    </div>
  );
}

/** Before the first message: under another tag, its person may have written earlier. */
function Start() {
  const { t } = useLanguage();
  const session = useSession();
  const earlier = useAppState(selectEarlier);
  if (earlier === undefined) return t('startOfHistory');
  return (
    <Button look="text" onClick={() => session.open(earlier)}>
      {t('earlierTag', { tag: tagOf(earlier) })}
    </Button>
  );
}

/** Which parts of which messages are open. `before` is called before one is. */
function useOpenParts(before: () => void) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback(
    (key: number, part: Part) => {
      before();
      setOpen((now) => {
        const next = new Set(now);
        const name = `${key} ${part}`;
        if (!next.delete(name)) next.add(name);
        return next;
      });
    },
    [before],
  );
  return { open, toggle };
}
