/**
 * What is around the chat: notifications, the count of what is unread, invitations, and the desktop. It works for as long
 * as the page lives, in view or hidden, and apart from React; components read it with `useAround`.
 */
import { createContext, useContext, useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { holdsNow } from '../features/notifications/doNotDisturb.ts';
import { startNotifier } from '../features/notifications/notifier.ts';
import {
  openNotificationSettings,
  type NotificationSettings,
  type NotificationStore,
} from '../features/notifications/settings.ts';
import { notificationSystem, type NotificationSystem } from '../features/notifications/system.ts';
import { useLanguage, type Language } from '../i18n/language.tsx';
import type { Desktop } from '../lib/desktop.ts';
import { keptUnder } from '../lib/preferences.ts';
import { desktopWords } from './desktopWords.ts';
import type { Groups } from './groups.ts';
import { openInvitations, type Invitations } from './invitations.ts';
import { selectUnreadTotal } from './selectors.ts';
import { cursorOf } from './timelineWindow.ts';

export interface Around {
  readonly settings: NotificationStore;
  readonly system: NotificationSystem;
  readonly invitations: Invitations;
  /** Undefined: the page runs in a browser. */
  readonly desktop: Desktop | undefined;
  /** From now on, what is told is told in this language. */
  speak(language: Language): void;
}

interface AroundParts {
  readonly groups: Groups;
  readonly desktop: Desktop | undefined;
  readonly language: Language;
}

/** The longest that a timer of a browser waits. */
const MAX_WAIT_MS = 2 ** 31 - 1;

export function startAround({ groups, desktop, language: first }: AroundParts): Around {
  let language = first;
  const settings = openNotificationSettings(keptUnder('notifications'), Date.now);
  const system = notificationSystem(window);

  groups.eachApp(({ id, client, store, session }) =>
    startNotifier({
      client,
      store,
      settings,
      system,
      place: { id, name: () => groups.nameOf(id) },
      language: () => language,
      open(message) {
        if (desktop === undefined) window.focus();
        else desktop.show();
        groups.choose(id);
        void session.jumpTo(cursorOf(message), message.conversation);
      },
      now: Date.now,
      after(ms, deed) {
        const timer = setTimeout(deed, ms);
        return () => clearTimeout(timer);
      },
    }),
  );

  /** In all groups. */
  const unreadNow = (): number =>
    groups.apps().reduce((sum, { store }) => sum + selectUnreadTotal(store.getState()), 0);
  const tellStatus = (): void => {
    const unread = unreadNow();
    desktop?.tell({
      type: 'status',
      unread,
      tooltip: unread === 0 ? language.t('appName') : language.t('trayUnread', { count: unread }),
      doNotDisturb: holdsNow(settings.getState().doNotDisturb, Date.now()).kind,
    });
  };
  const tellWords = (): void => {
    desktop?.tell({ type: 'words', words: desktopWords(language.t) });
    tellStatus();
  };

  let timer: ReturnType<typeof setTimeout> | undefined;
  const watchEnd = ({ doNotDisturb }: NotificationSettings): void => {
    tellStatus();
    clearTimeout(timer);
    if (!('until' in doNotDisturb)) return;
    const wait = doNotDisturb.until - Date.now();
    timer = setTimeout(() => settings.setDoNotDisturb('off'), Math.max(0, Math.min(wait, MAX_WAIT_MS)));
  };

  const unreadChanged = (): void => {
    tellStatus();
    if (desktop === undefined) showBadge(unreadNow());
  };
  groups.eachApp(({ store }) => {
    const stop = store.subscribe((state, before) => {
      if (selectUnreadTotal(state) !== selectUnreadTotal(before)) unreadChanged();
    });
    return () => {
      stop();
      unreadChanged();
    };
  });
  settings.subscribe(watchEnd);
  desktop?.onDoNotDisturb((choice) => settings.setDoNotDisturb(choice));
  tellWords();
  watchEnd(settings.getState());

  return {
    settings,
    system,
    invitations: openInvitations(desktop),
    desktop,
    speak(spoken) {
      if (language === spoken) return;
      language = spoken;
      tellWords();
    },
  };
}

/** On the icon of a page that was installed as an app. */
function showBadge(unread: number): void {
  if (!('setAppBadge' in navigator)) return;
  // Refused where the page is not installed: there is no icon then.
  (unread === 0 ? navigator.clearAppBadge() : navigator.setAppBadge(unread)).catch(() => undefined);
}

const AroundContext = createContext<Around | undefined>(undefined);

export function AroundProvider({ around, children }: { around: Around; children: ReactNode }) {
  const language = useLanguage();
  useEffect(() => around.speak(language), [around, language]);
  return <AroundContext value={around}>{children}</AroundContext>;
}

export function useAround(): Around {
  const around = useContext(AroundContext);
  if (around === undefined) throw new Error('a component outside of AroundProvider');
  return around;
}

export function useNotificationSettings(): readonly [NotificationSettings, NotificationStore] {
  const { settings } = useAround();
  return [useStore(settings), settings];
}
