/** The channel of the desktop app: main is in this same program, so it is open from the start to the end. */
import type { Bridge } from '../../api/bridge.ts';
import type { Channel } from '../../api/channel.ts';

export const bridgeChannel = (bridge: Bridge): Channel => ({
  send: (message) => bridge.send(message),
  listen(listener) {
    let stopped = false;
    const unsubscribe = bridge.onMessage((data) => listener.message(data));
    // Not during this call: whoever listens has nothing to stop it with yet.
    queueMicrotask(() => {
      if (!stopped) listener.state('open');
    });
    return () => {
      stopped = true;
      unsubscribe();
    };
  },
});
