import { useCallback, useState } from 'react';
import { useAppState, useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { Button } from '../../ui/Button.tsx';
import type { Message } from '../../../api/contract.ts';
import { MessageDetails } from '../details/MessageDetails.tsx';
import { EmptyTimeline } from './EmptyTimeline.tsx';
import { JumpToLatest, JumpToUnread } from './JumpToLatest.tsx';
import { MessageRow, type Part } from './MessageRow.tsx';
import styles from './Timeline.module.css';
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
  const messages = useAppState((state) => state.timeline.messages);
  const { rows, scroller, older, hold } = useTimelineRows(messages);
  const { open, toggle } = useOpenParts(hold);
  const line = useAppState((state) => state.unread.line);
  const lineAt = line === undefined ? -1 : messages.findLastIndex(({ key }) => key === line);
  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index;
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
          <p className={styles.edge}>{t(older ? 'loadingOlder' : 'startOfHistory')}</p>
          <ol className={styles.rows} style={{ height: rows.getTotalSize() }}>
            {items.map(({ key, index, start }) => {
              const message = messages[index];
              return (
                message && (
                  <li
                    key={Number(key)}
                    ref={rows.measureElement}
                    data-index={index}
                    className={styles.row}
                    style={{ transform: `translateY(${start}px)` }}
                  >
                    <MessageRow
                      message={message}
                      before={messages[index - 1]}
                      isTextOpen={open.has(`${message.key} text`)}
                      isTrustOpen={open.has(`${message.key} trust`)}
                      onToggle={toggle}
                      isFirstUnread={index === lineAt}
                      isReached={index === last}
                      onDetails={setShown}
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
      <JumpToLatest />
      {current && <MessageDetails message={current} onClose={() => setShown(undefined)} />}
    </div>
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
