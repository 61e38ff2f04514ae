/** The other peers: which are kept for the next start, what a person does with one, and what clients are told of them. */
import type { Instant, PeerView as CorePeer, Rule } from '../gossiper/input.ts';
import type { Address, Origin } from '../gossiper/names.ts';
import { done, refused } from '../gossiper/result.ts';
import { checkAddress } from './checked.ts';
import { readClock } from './clock.ts';
import type { Engine } from './engine.ts';
import type { Events } from './events.ts';
import type { MessageViews } from './messageViews.ts';
import type { MovableSocket } from './movableSocket.ts';
import type { Home } from './profile/home.ts';
import { MAX_MET } from './profile/settings.ts';
import { blockedBy, hiddenBy, withRule } from './rules.ts';
import type { Peer } from './service.ts';
import { peerView, type PeerView } from './views.ts';

export interface Neighbours extends Pick<Peer, 'addPeer' | 'removePeer' | 'setPeerRule'> {
  views(): PeerView[];
  /** The peer at this address may have changed. */
  tell(address: Address): void;
  /** Everything that they say, by whomever it comes. */
  setOriginRule(origin: Origin, rule: Rule): void;
  /** So that the next start finds somebody, also where peers were only heard of. */
  rememberMet(): void;
  /** Those that were heard and are not known to be ours; who is, finds us again by its mark. */
  forgetUnmarked(): void;
  /** Whom the person doesn't want to see. */
  hidden(): Set<Origin>;
  /** Those of them who are blocked. */
  blocked(): Set<Origin>;
}

export interface NeighboursParts {
  readonly engine: Engine;
  readonly home: Home;
  readonly socket: MovableSocket;
  readonly events: Events;
  readonly views: MessageViews;
  /** Given by the person, now or at an earlier start. */
  readonly configured: Set<Address>;
  /** Where this peer itself is reached, best first. */
  readonly addresses: () => readonly Address[];
}

export function createNeighbours(parts: NeighboursParts): Neighbours {
  const { engine, home, socket, events, views, configured, addresses } = parts;
  const told = new Map<Address, string>();

  const viewOf = (peer: CorePeer, now: Instant): PeerView => {
    const view = peerView(peer, views.who(peer.origin), configured.has(peer.address), now);
    const ofPerson = peer.origin === undefined ? undefined : home.settings.originRules.get(peer.origin);
    return view.rule === 'none' && ofPerson !== undefined ? { ...view, rule: ofPerson } : view;
  };
  const at = (address: Address): PeerView | undefined => {
    const found = engine.gossiper.peer(address);
    return found === undefined ? undefined : viewOf(found, readClock());
  };

  const originAt = (address: Address): Origin | undefined => engine.gossiper.peer(address)?.origin;

  const setOriginRule = (origin: Origin, rule: Rule): void => {
    home.change({ originRules: withRule(home.settings.originRules, origin, rule) });
    engine.input({ kind: 'ruleForOrigin', origin, rule });
  };
  /**
   * A rule for an address is meant for who is there: what they say also comes by others. Only as the person makes it:
   * whoever is at a muted address could say later that they are somebody else.
   */
  const ruleWhoIsAt = (address: Address, rule: Rule): void => {
    const origin = originAt(address);
    if (origin === undefined || origin === home.identity.origin) return;
    if ((home.settings.originRules.get(origin) ?? 'none') !== rule) setOriginRule(origin, rule);
  };

  const forget = (address: Address): void => {
    configured.delete(address);
    const isOther = (other: Address): boolean => other !== address;
    home.change({ peers: home.settings.peers.filter(isOther), met: home.settings.met.filter(isOther) });
    engine.input({ kind: 'removePeer', address });
  };

  return {
    views() {
      const now = readClock();
      return engine.gossiper.peers().map((peer) => viewOf(peer, now));
    },
    setOriginRule,
    tell: (address) =>
      events.emitSoon(`peer ${address}`, () => {
        const peer = at(address);
        if (peer === undefined) return told.delete(address) ? { type: 'peerGone', address } : undefined;
        const text = JSON.stringify(peer);
        if (told.get(address) === text) return undefined;
        told.set(address, text);
        return { type: 'peer', peer };
      }),
    rememberMet() {
      // Validated: an address that anybody can write on a datagram must not be greeted as a friend at the next start.
      const up = engine.gossiper.peers().filter(({ state, validated }) => state === 'reachable' && validated);
      const met = up.map(({ address }) => address).filter((address) => !home.settings.peers.includes(address));
      const kept = [...new Set([...met, ...home.settings.met])].slice(0, MAX_MET);
      if (kept.some((address) => !home.settings.met.includes(address))) home.change({ met: kept });
    },
    forgetUnmarked() {
      for (const { address, kind, lastHeard } of engine.gossiper.peers())
        if (kind !== 'ours' && lastHeard !== undefined) forget(address);
    },
    hidden: () => hiddenBy(home.settings, originAt),
    blocked: () => blockedBy(home.settings, originAt),
    addPeer({ address: text }) {
      const address = checkAddress(text);
      if (!address.ok) return address;
      const isSelf = [...addresses(), `127.0.0.1:${socket.port}`, `[::1]:${socket.port}`].includes(address.value);
      const isOnAll = socket.host === '0.0.0.0' || socket.host === '::';
      if (isSelf && (isOnAll || address.value === addresses()[0])) {
        return refused('own-address', `${address.value} is this peer itself. Type the address of another one.`);
      }
      configured.add(address.value);
      home.change({ peers: [...new Set([...home.settings.peers, address.value])] });
      engine.input({ kind: 'addPeer', address: address.value });
      const peer = at(address.value);
      return peer === undefined ? refused('too-many-peers', 'There are too many peers. Remove one first.') : done(peer);
    },
    removePeer({ address: text }) {
      const address = checkAddress(text);
      if (!address.ok) return address;
      forget(address.value);
      return done({});
    },
    setPeerRule({ address: text, rule }) {
      const address = checkAddress(text);
      if (!address.ok) return address;
      home.change({ peerRules: withRule(home.settings.peerRules, address.value, rule) });
      engine.input({ kind: 'ruleForPeer', address: address.value, rule });
      ruleWhoIsAt(address.value, rule);
      const peer = at(address.value);
      return peer === undefined ? refused('unknown-peer', `${address.value} is not known. Add it first.`) : done(peer);
    },
  };
}
