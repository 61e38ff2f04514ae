import { useStore } from 'zustand';
import type { Group } from '../../../api/groups.ts';
import type { GroupApp } from '../../app/groups.ts';
import { useGroups, useGroupState } from '../../app/groupsContext.tsx';
import { useOverlay } from '../../app/overlay.tsx';
import { selectHasNetwork, selectUnreadTotal } from '../../app/selectors.ts';
import { useAppId } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { Hidden } from '../../ui/Hidden.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { connectionView } from '../connection/words.ts';
import styles from './GroupList.module.css';

/** The groups that this person is in, one click away each. Who is in one alone sees nothing of it. */
export function GroupList() {
  const { t } = useLanguage();
  const groups = useGroups();
  const list = useGroupState((state) => state.groups);
  if (list.length < 2) return undefined;
  return (
    <nav aria-label={t('groups')}>
      <h2 className={styles.heading}>
        {t('groups')} <JoinButton />
      </h2>
      <ul>
        {list.map((group) => {
          const app = groups.app(group.id);
          return (
            <li key={group.id}>{app === undefined ? <Stopped group={group} /> : <Row group={group} app={app} />}</li>
          );
        })}
      </ul>
    </nav>
  );
}

export function JoinButton() {
  const { t } = useLanguage();
  const { open } = useOverlay();
  return (
    <Button
      look="plain"
      icon
      small
      aria-label={t('joinGroup')}
      title={t('joinGroup')}
      onClick={() => open({ kind: 'joinGroup' })}
    >
      <Icon name="plus" />
    </Button>
  );
}

function Row({ group, app }: { group: Group; app: GroupApp }) {
  const { t, formatNumber } = useLanguage();
  const groups = useGroups();
  const { open } = useOverlay();
  const isShown = useAppId() === group.id;
  const unread = useStore(app.store, selectUnreadTotal);
  const connection = useStore(app.store, (state) => state.connection);
  const wasOpen = useStore(app.store, (state) => state.wasOpen);
  const sync = useStore(app.store, (state) => state.sync);
  const hasNetwork = useStore(app.store, selectHasNetwork);
  const view = connectionView({ connection, wasOpen, sync, wereHeard: false, hasNetwork }, t);
  const name = group.name ?? '';
  return (
    <div className={classes(styles.row, isShown && styles.shown)}>
      <button
        type="button"
        className={styles.name}
        aria-current={isShown ? 'true' : undefined}
        title={view.words}
        onClick={() => groups.choose(group.id)}
      >
        <span className={classes(styles.dot, styles[view.kind])} aria-hidden="true" />
        <span className={classes(styles.words, unread > 0 && styles.strong)}>
          <bdi>{name}</bdi>
        </span>
        <Hidden>{view.words}</Hidden>
        {unread > 0 && (
          <span className={styles.badge}>
            <span aria-hidden="true">{unread > 99 ? `${formatNumber(99)}+` : formatNumber(unread)}</span>
            <Hidden>{t('groupUnread', { count: unread })}</Hidden>
          </span>
        )}
      </button>
      {isShown && (
        <Button
          look="plain"
          icon
          small
          aria-label={t('groupOptionsOf', { name })}
          title={t('groupOptions')}
          onClick={() => open({ kind: 'group', id: group.id })}
        >
          <Icon name="settings" />
        </Button>
      )}
    </div>
  );
}

/** It has no chat to show: what can be known of it stands in its dialog. */
function Stopped({ group }: { group: Group }) {
  const { t } = useLanguage();
  const { open } = useOverlay();
  return (
    <div className={styles.row}>
      <button type="button" className={styles.name} onClick={() => open({ kind: 'group', id: group.id })}>
        <span className={classes(styles.dot, group.problem !== null && styles.lost)} aria-hidden="true" />
        <span className={styles.words}>
          <bdi>{group.name}</bdi>
        </span>
        <span className={styles.stopped}>{t(group.problem === null ? 'groupStarting' : 'groupStopped')}</span>
      </button>
    </div>
  );
}
