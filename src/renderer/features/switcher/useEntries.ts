import { useMemo } from 'react';
import { useOverlay } from '../../app/overlay.tsx';
import { usePreferences } from '../../app/preferences.tsx';
import { selectPeers } from '../../app/selectors.ts';
import { useAppState, useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { shownName } from '../../lib/names.ts';
import type { IconName } from '../../ui/Icon.tsx';
import type { Findable } from './find.ts';

export interface Entry extends Findable {
  readonly id: string;
  readonly kind: 'conversations' | 'peers' | 'commands';
  readonly icon: IconName;
  readonly label: string;
  readonly run: () => void;
}

/** Everything that can be gone to or done. `onClose` is called first by those that open nothing else. */
export function useEntries(onClose: () => void): readonly Entry[] {
  const { t } = useLanguage();
  const { open } = useOverlay();
  const session = useSession();
  const peers = useAppState(selectPeers);
  const [, prefer] = usePreferences();

  return useMemo(() => {
    const command = (id: string, label: string, icon: IconName, run: () => void): Entry => ({
      id,
      kind: 'commands',
      icon,
      label,
      words: [label],
      run,
    });
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
        void session.jumpToLatest();
      },
    };
    return [
      room,
      ...peers.map(({ address, name }): Entry => {
        const shown = shownName(name ?? '');
        const label = shown === '' ? address : `${shown} · ${address}`;
        const run = (): void => open({ kind: 'settings', section: 'peers', address });
        return { id: address, kind: 'peers', icon: 'people', label, words: [label], run };
      }),
      command('add', t('addPeer'), 'plus', () => open({ kind: 'settings', section: 'peers' })),
      command('settings', t('settings'), 'settings', () => open({ kind: 'settings', section: 'appearance' })),
      command('rename', t('rename'), 'settings', () => open({ kind: 'settings', section: 'name' })),
      command('theme', t('toggleTheme'), 'settings', toggleTheme),
      command('demo', t('demoStart'), 'people', () => open({ kind: 'demo' })),
      command('shortcuts', t('shortcuts'), 'settings', () => open({ kind: 'shortcuts' })),
    ];
  }, [t, open, session, peers, prefer, onClose]);
}
