/**
 * Notifications of the system, as the Web has them; the same in the desktop app and in a browser. (docs/guide/desktop.md
 * says why not Electron's own.)
 */

/**
 * `ask`: the person was not asked yet. `insecure`: browsers show none for a page over plain HTTP from another machine.
 * `missing`: this browser has none.
 */
export type Permission = 'granted' | 'denied' | 'ask' | 'insecure' | 'missing';

export interface Shown {
  readonly title: string;
  readonly body: string;
  /** One with the same tag takes its place. */
  readonly tag: string;
  /** Without a sound and without coming up again. */
  readonly silent: boolean;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
}

export interface NotificationSystem {
  permission(): Permission;
  /** Asks the person; only from a click. */
  ask(): Promise<Permission>;
  /** It was granted or taken away, here or in the browser's settings; returns its unsubscribe. */
  onPermission(listener: () => void): () => void;
  /** Returns what takes it away again; undefined: it could not be shown. */
  show(shown: Shown, onClick: () => void, onClose: () => void): (() => void) | undefined;
}

export function notificationSystem(window: Window & typeof globalThis): NotificationSystem {
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  void watchPermission(window.navigator, tell);

  const permission = (): Permission => {
    // Chromium has the class and refuses everything; other browsers leave the class out.
    if (!window.isSecureContext) return 'insecure';
    if (!('Notification' in window)) return 'missing';
    return window.Notification.permission === 'default' ? 'ask' : window.Notification.permission;
  };

  return {
    permission,
    async ask() {
      if (permission() === 'ask') await window.Notification.requestPermission();
      tell();
      return permission();
    },
    onPermission(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show({ title, ...options }, onClick, onClose) {
      if (permission() !== 'granted') return undefined;
      try {
        const notification = new window.Notification(title, { ...options, ...renotify(options.silent) });
        notification.addEventListener('click', onClick);
        notification.addEventListener('close', onClose);
        return () => {
          notification.removeEventListener('close', onClose);
          notification.close();
        };
      } catch {
        return undefined; // browsers of telephones have them only in service workers
      }
    },
  };
}

/** Not in the DOM's types yet: comes up again although one with this tag stands there. */
const renotify = (silent: boolean): object => ({ renotify: !silent });

async function watchPermission(navigator: Navigator, changed: () => void): Promise<void> {
  try {
    const status = await navigator.permissions.query({ name: 'notifications' });
    status.addEventListener('change', changed);
  } catch {
    // A browser that can't be asked: the state is read whenever it is needed.
  }
}
