/** The channel of the desktop app: main is in this same program, so it is open until the peer at its end stops. */
import type { Bridge, BridgeChannel, Target } from '../../api/bridge.ts';
import type { Channel } from '../../api/channel.ts';

export function bridgeChannel(bridge: Bridge, target: Target): Channel {
  let opened: BridgeChannel | undefined;
  return {
    send: (message) => opened?.send(message),
    listen(listener) {
      let stopped = false;
      const ended = (): void => {
        opened = undefined;
        if (!stopped) listener.state('closed');
      };
      const channel = bridge.open(target, (data) => listener.message(data), ended);
      opened = channel;
      // Not during this call: whoever listens has nothing to stop it with yet.
      queueMicrotask(() => {
        if (!stopped && opened !== undefined) listener.state('open');
      });
      return () => {
        stopped = true;
        opened = undefined;
        channel.close();
      };
    },
  };
}
