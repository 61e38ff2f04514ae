/**
 * Whom the network tells of: discovery while it is switched on, and who of those found is here already.
 *
 * 1. What anyone announces is shown and tried, never believed: it changes no peer and no setting.
 * 2. A copy of our folder that runs elsewhere speaks with our key (protocol.md §3, Identity): it is told once.
 */
import { splitOrigin } from '../gossiper/identity.ts';
import type { PeerView as CorePeer } from '../gossiper/input.ts';
import type { Address } from '../gossiper/names.ts';
import { LOBBY } from './group.ts';
import type { Engine } from './engine.ts';
import { startLan, type Lan } from './lan/lan.ts';
import type { FoundPeer } from './lan/foundPeers.ts';
import type { Home } from './profile/home.ts';
import type { MovableSocket } from './movableSocket.ts';
import type { NearbyView, NoticeView } from './views.ts';

export interface Nearby {
  views(): NearbyView[];
  /** Discovery itself, while it is on. */
  lan(): Lan | undefined;
  /** Switches it on or off. */
  set(on: boolean): Promise<void>;
  /** We are somewhere else, or called otherwise, or the machine woke. */
  refresh(): void;
  close(): Promise<void>;
}

export interface NearbyParts {
  readonly engine: Engine;
  readonly home: Home;
  readonly socket: MovableSocket;
  readonly group: string | undefined;
  readonly notify: (notice: NoticeView) => void;
  readonly onChange: () => void;
}

export function createNearby({ engine, home, socket, group = LOBBY, notify, onChange }: NearbyParts): Nearby {
  let lan: Lan | undefined;
  let isCopyTold = false;

  const isOwnCopy = ({ origin }: FoundPeer): boolean =>
    home.identity.birth !== undefined && origin === home.identity.origin;

  const changed = (): void => {
    if (!isCopyTold && (lan?.found() ?? []).some(isOwnCopy)) {
      isCopyTold = true;
      notify({
        level: 'warning',
        code: 'profile-copied',
        message:
          'Another app on this network runs with a copy of this profile. Stop one of them, or start it with a profile of its own.',
      });
    }
    onChange();
  };

  const start = (): Lan =>
    startLan({
      self: () => ({
        instance: engine.instance,
        origin: home.identity.origin,
        name: home.named ? home.identity.name : '',
        group,
        port: socket.port,
      }),
      peers: () => engine.gossiper.peers(),
      canSendTo: (address) => socket.reachesSix || !address.startsWith('['),
      suggest: (address) => engine.input({ kind: 'suggestPeer', address }),
      onChange: changed,
    });

  const stateOf = (found: FoundPeer, reached: readonly CorePeer[]): NearbyView['state'] => {
    if (isOwnCopy(found)) return 'copy';
    if (found.group !== group) return 'otherGroup';
    const isHere = reached.some(
      ({ origin, address }) => (origin !== undefined && origin === found.origin) || found.addresses.includes(address),
    );
    return isHere ? 'here' : 'trying';
  };

  return {
    views() {
      const reached = engine.gossiper.peers().filter(({ state }) => state === 'reachable');
      return (lan?.found() ?? []).map((found) => ({
        id: found.instance,
        origin: found.origin,
        ...splitOrigin(found.origin),
        name: found.name,
        group: found.group,
        addresses: [...found.addresses] satisfies Address[],
        state: stateOf(found, reached),
      }));
    },
    lan: () => lan,
    async set(on) {
      if (on === (lan !== undefined)) return;
      const old = lan;
      lan = on ? start() : undefined;
      await old?.close();
      onChange();
    },
    refresh: () => lan?.refresh(),
    async close() {
      const old = lan;
      lan = undefined;
      await old?.close();
    },
  };
}
