/** The desktop app around a story: it answers as main does, and a test tells what a person does there by `fromDesktop`. */
import type { Bridge, Place, ToPage } from '../../../../src/api/bridge.ts';

export function stubDesktop(): void {
  const listeners = new Set<(message: ToPage) => void>();
  const tell = (message: ToPage): void => {
    for (const listener of listeners) listener(message);
  };
  let place: Place = {
    system: 'linux',
    hasTray: true,
    closing: 'ask',
    downloads: '/home/ana/Downloads',
    startAtLogin: 'off',
  };
  const change = (more: Partial<Place>): void => {
    place = { ...place, ...more };
    tell({ type: 'place', place });
  };
  const peerster: Bridge = {
    open: () => ({ send: () => undefined, close: () => undefined }),
    shareFile: async () => ({ kind: 'noPath' }),
    ask: (request) =>
      Promise.resolve(
        request.ask === 'restore'
          ? {
              kind: 'failed',
              problem: request.again
                ? { code: 'passphrase-wrong', message: 'That is not the passphrase of this backup.' }
                : { code: 'passphrase-needed', message: 'This backup is protected by a passphrase.' },
            }
          : { kind: 'done' },
      ),
    desktop: {
      send(message) {
        if (message.type === 'ready') change({});
        if (message.type === 'setClosing') change({ closing: message.closing });
        if (message.type === 'setStartAtLogin') change({ startAtLogin: message.on ? 'on' : 'off' });
      },
      onMessage(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
  Object.assign(window, { peerster, fromDesktop: tell });
}
