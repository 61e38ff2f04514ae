import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { MAX_SEARCH } from '../../../api/contract.ts';
import { parseQuery } from '../../../words/query.ts';
import { useAppState, useSession } from '../../app/store.tsx';
import { cursorOf } from '../../app/timelineWindow.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useSearch } from '../search/useSearch.ts';
import styles from './FindBar.module.css';
import type { Finding } from './finding.tsx';
import { stepped } from './steps.ts';

const PAGE = 100;

interface FindBarProps {
  /** Grows when the key is pressed again: the field takes the focus. */
  asked: number;
  onFinding: (finding: Finding | undefined) => void;
  onClose: () => void;
}

/** Finds in the conversation, the newest first; the view goes along. */
export function FindBar({ asked, onFinding, onClose }: FindBarProps) {
  const { t, formatNumber } = useLanguage();
  const session = useSession();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const conversation = useAppState((app) => app.conversation);
  const { found, more } = useSearch(typed, PAGE, conversation);
  const { messages, state, isMore, indexed, problem } = found;
  const [at, setAt] = useState(0);
  const current = messages[at];
  const currentKey = current?.key;

  useEffect(() => field.current?.select(), [asked]);
  useEffect(() => onFinding({ query: parseQuery(typed), current: currentKey }), [typed, currentKey, onFinding]);
  useEffect(() => () => onFinding(undefined), [onFinding]);
  useEffect(() => {
    if (current !== undefined) void session.jumpTo(cursorOf(current));
    // oxlint-disable-next-line react/exhaustive-deps -- the same message read again is the same place
  }, [currentKey, session]);
  // All that there are, up to what can be looked through: for the count.
  useEffect(() => more(), [messages, more]);

  const step = (by: 1 | -1): void => {
    setAt(stepped(at, messages.length, by));
    // With one match there is no other to go to, but it may be out of view.
    if (messages.length === 1 && current !== undefined) void session.jumpTo(cursorOf(current));
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const by =
      event.key === 'Enter' ? (event.shiftKey ? -1 : 1) : { ArrowUp: 1 as const, ArrowDown: -1 as const }[event.key];
    if (by === undefined) return;
    step(by);
    event.preventDefault();
  };
  const onEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    onClose();
    event.preventDefault();
  };

  const isAsked = parseQuery(typed).length > 0;
  const words = (): string => {
    if (!isAsked) return '';
    if (problem !== undefined) return t('searchFailed', { message: problem });
    if (messages.length === 0) return t(state === 'done' ? 'findNone' : 'searching');
    const count = formatNumber(messages.length);
    return t('findPlace', { at: at + 1, count: isMore ? `${count}+` : count });
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape ends it from each of its controls
    <search className={styles.bar} aria-label={t('find')} onKeyDown={onEscape}>
      <input
        ref={field}
        className={styles.input}
        aria-label={t('find')}
        placeholder={t('find')}
        maxLength={MAX_SEARCH}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
        autoFocus
        autoComplete="off"
        spellCheck={false}
        dir="auto"
      />
      <span className={styles.count} role="status">
        {words()}
      </span>
      <Button
        look="plain"
        icon
        small
        aria-label={t('findOlder')}
        title={`${t('findOlder')} (Enter)`}
        aria-disabled={messages.length === 0}
        onClick={() => step(1)}
      >
        <Icon name="up" />
      </Button>
      <Button
        look="plain"
        icon
        small
        aria-label={t('findNewer')}
        title={`${t('findNewer')} (Shift+Enter)`}
        aria-disabled={messages.length === 0}
        onClick={() => step(-1)}
      >
        <Icon name="down" />
      </Button>
      <Button look="plain" icon small aria-label={t('close')} title={t('close')} onClick={onClose}>
        <Icon name="close" />
      </Button>
      {isAsked && indexed < 1 && (
        <p className={styles.note}>{t('searchIndexing', { percent: Math.floor(indexed * 100) })}</p>
      )}
    </search>
  );
}
