import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { MAX_SEARCH, type Message } from '../../../api/contract.ts';
import { rangesOf } from '../../../words/match.ts';
import { parseQuery, type Query } from '../../../words/query.ts';
import { useOverlay } from '../../app/overlay.tsx';
import { useAppState, useSession } from '../../app/store.tsx';
import { EVERYONE } from '../../app/views.ts';
import { shownName } from '../../lib/names.ts';
import { nameIn } from '../../app/conversations.ts';
import { cursorOf } from '../../app/timelineWindow.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { classes } from '../../ui/classes.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { authorHue } from '../../ui/authorHue.ts';
import { PersonName } from '../people/PersonName.tsx';
import { excerpt } from './excerpt.ts';
import styles from './SearchPage.module.css';
import { SearchState } from './SearchState.tsx';
import { useSearch } from './useSearch.ts';

const PAGE = 50;
/** px from the end at which the next page is read. */
const AHEAD = 600;

/** All messages that this peer holds: type words, choose with the arrows, go there. */
export function SearchPage({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const session = useSession();
  const { open } = useOverlay();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [wanted, setWanted] = useState(0);
  const { found, more } = useSearch(typed, PAGE);
  const query = useMemo(() => parseQuery(typed), [typed]);
  const { messages } = found;
  const at = Math.min(wanted, messages.length - 1);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
    if (at > messages.length - 10) more();
    // oxlint-disable-next-line react/exhaustive-deps -- only a move of the choice scrolls
  }, [at]);

  const go = (message: Message | undefined): void => {
    if (message === undefined) return;
    onClose();
    void session.jumpTo(cursorOf(message), message.conversation);
  };

  const onKey = (event: KeyboardEvent): void => {
    // Enter also ends the composing of Chinese, Japanese and Korean letters.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setWanted(Math.min(at + 1, messages.length - 1));
    else if (event.key === 'ArrowUp') setWanted(Math.max(at - 1, 0));
    else if (event.key === 'Enter') go(messages[at]);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog label={t('searchAll')} className={styles.dialog} onClose={onClose}>
      <div className={styles.head}>
        <Icon name="search" />
        <input
          className={styles.input}
          role="combobox"
          aria-label={t('searchAll')}
          aria-expanded={messages.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
          aria-autocomplete="list"
          placeholder={t('searchPlaceholder')}
          maxLength={MAX_SEARCH}
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            setWanted(0);
          }}
          onKeyDown={onKey}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          dir="auto"
        />
        <Button look="plain" icon aria-label={t('close')} title={t('close')} onClick={onClose}>
          <Icon name="close" />
        </Button>
      </div>
      <p className={styles.elsewhere}>
        <Button look="text" onClick={() => open({ kind: 'files', tab: 'find' })}>
          {t('findFiles')}
        </Button>
      </p>
      <SearchState found={found} isAsked={query.length > 0} />
      <div
        ref={list}
        id={`${id}-list`}
        className={styles.list}
        role="listbox"
        aria-label={t('searchAll')}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          if (scrollHeight - scrollTop - clientHeight < AHEAD) more();
        }}
      >
        {messages.map((message, index) => (
          <Hit
            key={message.key}
            id={`${id}-${index}`}
            message={message}
            query={query}
            isChosen={index === at}
            onChoose={() => go(message)}
          />
        ))}
      </div>
    </Dialog>
  );
}

interface HitProps {
  id: string;
  message: Message;
  query: Query;
  isChosen: boolean;
  onChoose: () => void;
}

function Hit({ id, message, query, isChosen, onChoose }: HitProps) {
  const { dates } = useLanguage();
  const text = message.text.toWellFormed();
  return (
    // The focus stays in the field, which handles the keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      className={classes(styles.hit, isChosen && styles.chosen)}
      onClick={onChoose}
    >
      <div className={classes(styles.who, authorHue(message.origin))}>
        <PersonName origin={message.origin} name={message.name} own={message.own} className={styles.name} />
        {message.conversation !== EVERYONE && <Private conversation={message.conversation} />}
        <time className={styles.time}>{dates.short(message.shownAt)}</time>
      </div>
      <p className={styles.text} dir="auto">
        {excerpt(text, rangesOf(query, text)).map(({ text: words, isMarked }, index) =>
          // oxlint-disable-next-line react/no-array-index-key -- what a text is made of never changes places
          isMarked ? <mark key={index}>{words}</mark> : <span key={index}>{words}</span>,
        )}
      </p>
    </div>
  );
}

/** With whom it is private. */
function Private({ conversation }: { conversation: string }) {
  const { t } = useLanguage();
  const isOwn = useAppState(
    (state) => state.self?.origin === conversation || state.conversations.get(conversation)?.own,
  );
  const name = useAppState((state) => state.names.get(conversation) ?? nameIn(conversation));
  return (
    <span className={styles.time}>
      <Icon name={isOwn === true ? 'note' : 'lock'} size={12} />{' '}
      {isOwn === true ? t('notesToSelf') : t('privateWith', { name: shownName(name) || t('unnamed') })}
    </span>
  );
}
