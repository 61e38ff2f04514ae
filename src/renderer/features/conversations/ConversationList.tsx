import type { ReactNode } from 'react';
import type { Joined } from '../../app/conversations.ts';
import { selectConversations } from '../../app/selectors.ts';
import { useAppState, useSession } from '../../app/store.tsx';
import { EVERYONE, everyoneOf } from '../../app/views.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { shownName, tagOf } from '../../lib/names.ts';
import { useNow } from '../../lib/useNow.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { classes } from '../../ui/classes.ts';
import { Hidden } from '../../ui/Hidden.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { PersonName } from '../people/PersonName.tsx';
import styles from './ConversationList.module.css';
import { previewOf } from './preview.ts';

/** Everyone, then who was written with in private, the newest first. `onOpen` is called after one was chosen; `corner` stands beside the heading. */
export function ConversationList({ onOpen, corner }: { onOpen?: (() => void) | undefined; corner?: ReactNode }) {
  const { t } = useLanguage();
  const conversations = useAppState(selectConversations);
  const isOpen = useAppState((state) => state.conversation === EVERYONE);
  const unread = useAppState((state) => everyoneOf(state).unread.count);
  return (
    <nav aria-label={t('conversations')}>
      <h2 className={styles.heading}>
        {t('conversations')} {corner}
      </h2>
      <ul>
        <li>
          <Link conversation={EVERYONE} href="#everyone" isOpen={isOpen} title={t('roomHint')} onOpen={onOpen}>
            <span className={styles.icon}>
              <Icon name="room" />
            </span>
            <span className={styles.name}>{t('room')}</span>
            <Unread count={unread} />
          </Link>
        </li>
        {conversations.map((one) => (
          <li key={one.origins.at(-1)}>
            <Row conversation={one} onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Row({ conversation, onOpen }: { conversation: Joined; onOpen: (() => void) | undefined }) {
  const { t, dates } = useLanguage();
  const { conversation: origin, name, person, own, last, unread, origins } = conversation;
  const isOpen = useAppState((state) => origins.includes(state.conversation));
  const time = useNow((now) => dates.brief(last.shownAt, now));
  const text = previewOf(last, t('unnamed'));
  return (
    <Link
      conversation={origin}
      href={`#with=${encodeURIComponent(origin.toWellFormed())}`}
      isOpen={isOpen}
      onOpen={onOpen}
    >
      {own ? (
        <span className={styles.icon}>
          <Icon name="note" />
        </span>
      ) : (
        <Avatar seed={person ?? tagOf(origin)} origin={person ?? origin} name={shownName(name)} small />
      )}
      <span className={styles.two}>
        <span className={styles.first}>
          <span className={styles.name}>
            {own ? t('notesToSelf') : <PersonName origin={origin} name={name} className={styles.person} />}
          </span>
          <time className={styles.time} title={dates.exact(last.shownAt)}>
            {time}
          </time>
        </span>
        <span className={styles.first}>
          <span className={styles.last} dir="auto">
            {last.own && !own ? t('lastOwn', { text }) : text}
          </span>
          <Unread count={unread} />
        </span>
      </span>
    </Link>
  );
}

interface LinkProps {
  conversation: string;
  href: string;
  isOpen: boolean;
  title?: string;
  onOpen: (() => void) | undefined;
  children: ReactNode;
}

function Link({ conversation, href, isOpen, title, onOpen, children }: LinkProps) {
  const session = useSession();
  return (
    <a
      href={href}
      className={classes(styles.row, isOpen && styles.open)}
      aria-current={isOpen ? 'page' : undefined}
      title={title}
      onClick={(event) => {
        event.preventDefault();
        session.open(conversation);
        onOpen?.();
      }}
    >
      {children}
    </a>
  );
}

function Unread({ count }: { count: number }) {
  const { t, formatNumber } = useLanguage();
  if (count === 0) return null;
  return (
    <span className={styles.badge}>
      <span aria-hidden="true">{count > 999 ? `${formatNumber(999)}+` : formatNumber(count)}</span>
      <Hidden>{t('unreadCount', { count })}</Hidden>
    </span>
  );
}
