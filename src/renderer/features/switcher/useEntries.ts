import { useMemo } from 'react';
import { useNotificationSettings } from '../../app/around.tsx';
import { useGroups, useGroupState } from '../../app/groupsContext.tsx';
import { useOverlay } from '../../app/overlay.tsx';
import { usePreferences } from '../../app/preferences.tsx';
import { selectConversations, selectHasGroup, selectOthers, selectPeers } from '../../app/selectors.ts';
import { useAppId, useAppState, useSession } from '../../app/store.tsx';
import { EVERYONE } from '../../app/views.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { shownName, tagOf } from '../../lib/names.ts';
import { useNow } from '../../lib/useNow.ts';
import type { IconName } from '../../ui/Icon.tsx';
import { holdsNow } from '../notifications/doNotDisturb.ts';
import type { Findable } from './find.ts';

export interface Entry extends Findable {
  readonly id: string;
  readonly kind: 'conversations' | 'people' | 'groups' | 'peers' | 'commands';
  readonly icon: IconName;
  readonly label: string;
  readonly run: () => void;
}

/** Of people who can be written to: as many as are looked through at each letter without being felt. */
const MAX_TO_WRITE = 2_000;

const quietWords = { off: 'dndOff', hour: 'dndHour', tomorrow: 'dndTomorrow', on: 'dndOn' } as const;

/** Everything that can be gone to or done. `onClose` is called first by those that open nothing else. */
export function useEntries(onClose: () => void): readonly Entry[] {
  const { t } = useLanguage();
  const { open } = useOverlay();
  const session = useSession();
  const peers = useAppState(selectPeers);
  const conversations = useAppState(selectConversations);
  const others = useAppState(selectOthers);
  const own = useAppState((state) => state.self?.origin);
  const [, prefer] = usePreferences();
  const [{ doNotDisturb }, notifications] = useNotificationSettings();
  const isQuiet = useNow((now) => holdsNow(doNotDisturb, now).kind !== 'off');
  const control = useGroups();
  const group = useAppId();
  const hasGroup = useAppState(selectHasGroup);
  const groups = useGroupState((state) => state.groups);

  return useMemo(() => {
    const command = (id: string, label: string, icon: IconName, run: () => void): Entry => ({
      id,
      kind: 'commands',
      icon,
      label,
      words: [label],
      run,
    });
    const goTo = (origin: string, kind: Entry['kind'], icon: IconName, label: string, name = label): Entry => ({
      id: `with ${origin}`,
      kind,
      icon,
      label,
      words: [name, label, tagOf(origin)],
      run() {
        onClose();
        session.open(origin);
      },
    });
    const written = new Set(conversations.flatMap((one) => [...one.origins]));
    const toWrite = [...others]
      .filter(([origin]) => !written.has(origin))
      .slice(0, MAX_TO_WRITE)
      .map(([origin, name]): Entry => {
        const shown = shownName(name) || t('unnamed');
        return goTo(origin, 'people', 'message', t('messageTo', { name: shown }), shown);
      });
    if (own !== undefined && !written.has(own)) toWrite.push(goTo(own, 'people', 'message', t('notesToSelf')));
    const toggleTheme = (): void => {
      onClose();
      const isDark = getComputedStyle(document.documentElement).colorScheme === 'dark';
      const isDarkBySystem = matchMedia('(prefers-color-scheme: dark)').matches;
      const chosen = document.documentElement.dataset['theme'];
      prefer({ theme: (chosen === 'system' ? isDarkBySystem : isDark) ? 'light' : 'dark' });
    };
    const room: Entry = {
      id: 'everyone',
      kind: 'conversations',
      icon: 'room',
      label: t('room'),
      words: [t('room')],
      run() {
        onClose();
        session.open(EVERYONE);
        void session.jumpToLatest(EVERYONE);
      },
    };
    const quietOffers = isQuiet ? (['off'] as const) : (['hour', 'tomorrow', 'on'] as const);
    const quiet = quietOffers.map((choice) =>
      command(`quiet-${choice}`, `${t('doNotDisturb')}: ${t(quietWords[choice])}`, 'settings', () => {
        onClose();
        notifications.setDoNotDisturb(choice);
      }),
    );
    const several = groups.length > 1 ? groups : [];
    return [
      room,
      ...conversations.map((one): Entry => {
        const label = one.own ? t('notesToSelf') : shownName(one.name) || t('unnamed');
        return goTo(one.conversation, 'conversations', one.own ? 'note' : 'lock', label);
      }),
      ...several.map(({ id, name, running }): Entry => {
        const label = name ?? '';
        const run = (): void => {
          onClose();
          if (running) control.choose(id);
          else open({ kind: 'group', id });
        };
        return { id: `group ${id}`, kind: 'groups', icon: 'group', label, words: [label], run };
      }),
      // Before peers: who types a name mostly wants to write to them.
      ...toWrite,
      ...peers.map(({ address, name }): Entry => {
        const shown = shownName(name ?? '');
        const label = shown === '' ? address : `${shown} · ${address}`;
        const run = (): void => open({ kind: 'settings', section: 'peers', address });
        return { id: address, kind: 'peers', icon: 'people', label, words: [label], run };
      }),
      command('search', t('searchAll'), 'search', () => open({ kind: 'search' })),
      command('files', t('files'), 'file', () => open({ kind: 'files', tab: 'here' })),
      command('findFiles', t('findFiles'), 'search', () => open({ kind: 'files', tab: 'find' })),
      command('network', t('network'), 'network', () => open({ kind: 'network' })),
      command('export', t('exportTitle'), 'save', () => open({ kind: 'export' })),
      command('add', t('addPeer'), 'plus', () => open({ kind: 'settings', section: 'peers' })),
      ...(hasGroup ? [command('invite', t('invite'), 'plus', () => open({ kind: 'invite' }))] : []),
      ...(groups.length === 0
        ? []
        : [
            command('joinGroup', t('joinGroup'), 'plus', () => open({ kind: 'joinGroup' })),
            command('group', t('groupOptions'), 'group', () => open({ kind: 'group', id: group })),
          ]),
      command('settings', t('settings'), 'settings', () => open({ kind: 'settings', section: 'appearance' })),
      command('rename', t('rename'), 'settings', () => open({ kind: 'settings', section: 'name' })),
      ...quiet,
      command('theme', t('toggleTheme'), 'settings', toggleTheme),
      command('doctor', t('doctor'), 'warning', () => open({ kind: 'doctor' })),
      command('demo', t('demoStart'), 'people', () => open({ kind: 'demo' })),
      command('shortcuts', t('shortcuts'), 'settings', () => open({ kind: 'shortcuts' })),
    ];
  }, [
    t,
    open,
    session,
    peers,
    conversations,
    others,
    own,
    prefer,
    notifications,
    isQuiet,
    control,
    groups,
    group,
    hasGroup,
    onClose,
  ]);
}
