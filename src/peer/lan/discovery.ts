/**
 * Finds the peers of the network, and is found: multicast and broadcast announcements of our own, and mDNS, on every
 * usable interface, IPv4 and IPv6. Networks differ in which of them they carry.
 *
 * 1. At a start, a wake-up and a change of interfaces everyone is asked at once, and again after 1 and 3 s; then we
 *    announce ourselves every ANNOUNCE_MS. So two peers find each other within seconds even where some datagrams are lost.
 * 2. Who asks is answered at most once an ANSWER_MS and at a random moment: a hundred peers don't answer in one instant,
 *    and nobody makes us send more than that.
 * 3. A way that doesn't work (a port taken, an interface without multicast) is a line in `ways`, not an error.
 */
import { networkInterfaces } from 'node:os';
import {
  ANNOUNCE_GROUP_4,
  ANNOUNCE_GROUP_6,
  ANNOUNCE_PORT,
  decodeAnnouncement,
  encodeAnnouncement,
  type Announcement,
} from './announcement.ts';
import {
  announcementsIn,
  asksForUs,
  decodeDns,
  encodeAnswer,
  encodeQuery,
  MDNS_GROUP_4,
  MDNS_GROUP_6,
  MDNS_PORT,
  MDNS_TTL,
} from './dnsSd.ts';
import { FoundPeers, type FoundBy, type FoundPeer } from './foundPeers.ts';
import { keyOf, lanInterfaces, type Family, type LanInterface } from './interfaces.ts';
import { openLanSocket, type LanSocket } from './lanSocket.ts';

const LOOK_MS = 2_000;
const ANNOUNCE_MS = 20_000;
const ASK_AFTER_MS = [0, 1_000, 3_000] as const;
const ANSWER_MS = 1_000;
const ANSWER_WITHIN_MS = 150;

export type Self = Omit<Announcement, 'kind'>;

/** One way to be found, for the doctor. */
export interface Way {
  readonly by: FoundBy;
  readonly interface: LanInterface;
  readonly problem?: string;
  /** Datagrams of others that came by it. */
  heard: number;
}

export interface DiscoveryOptions {
  /** Who we are now. */
  readonly self: () => Self;
  /** Who is there, by what a person would see of it, changed. */
  readonly onChange: () => void;
  /** Monotonic ms. */
  readonly now: () => number;
  readonly random: () => number;
  readonly interfaces?: () => readonly LanInterface[];
}

export interface Discovery {
  /** Without ourselves. */
  found(): readonly FoundPeer[];
  ways(): readonly Way[];
  /** The machine woke, or we are called otherwise now: announce and ask at once. */
  refresh(): void;
  close(): Promise<void>;
}

interface OpenWay {
  readonly way: Way;
  readonly socket: LanSocket | undefined;
}

export function startDiscovery({
  self,
  onChange,
  now,
  random,
  interfaces = systemInterfaces,
}: DiscoveryOptions): Discovery {
  const found = new FoundPeers();
  const timers = new Set<NodeJS.Timeout>();
  let open: OpenWay[] = [];
  let openKey: string | undefined;
  let opening: Promise<void> = Promise.resolve();
  let isClosed = false;
  let answeredAt = -Infinity;

  const after = (ms: number, act: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, ms);
    timer.unref();
    timers.add(timer);
  };
  const looking = setInterval(look, LOOK_MS);
  const announcing = setInterval(() => announce('here'), ANNOUNCE_MS);
  for (const timer of [looking, announcing]) timer.unref();
  look();

  function look(): void {
    if (found.forget(now())) onChange();
    const wanted = interfaces();
    const key = keyOf(wanted);
    if (key === openKey) return;
    openKey = key;
    opening = opening.then(() => reopen(wanted));
  }

  async function reopen(wanted: readonly LanInterface[]): Promise<void> {
    const old = open;
    open = [];
    await closeAll(old);
    if (isClosed) return;
    open = await Promise.all(wanted.flatMap((network) => [openWay('announce', network), openWay('mdns', network)]));
    if (isClosed) return;
    ask();
    onChange();
  }

  async function openWay(by: Way['by'], network: LanInterface): Promise<OpenWay> {
    const isFour = network.family === 4;
    const onDatagram = (bytes: Uint8Array, from: { readonly ip: string; readonly family: Family }): void => {
      for (const announcement of by === 'mdns' ? hearMdns(bytes) : hearOwn(bytes)) {
        if (announcement.instance === self().instance) continue;
        way.heard += 1;
        if (announcement.kind === 'who') answerSoon();
        if (found.hear({ announcement, by, ...from }, now())) onChange();
      }
    };
    let way: Way = { by, interface: network, heard: 0 };
    try {
      const socket = await openLanSocket({
        interface: network,
        ...(by === 'mdns'
          ? { port: MDNS_PORT, group: isFour ? MDNS_GROUP_4 : MDNS_GROUP_6, ttl: MDNS_TTL }
          : { port: ANNOUNCE_PORT, group: isFour ? ANNOUNCE_GROUP_4 : ANNOUNCE_GROUP_6, ttl: 1 }),
        onDatagram,
      });
      return { way, socket };
    } catch (error) {
      way = { ...way, problem: error instanceof Error ? error.message : String(error) };
      return { way, socket: undefined };
    }
  }

  function hearOwn(bytes: Uint8Array): Announcement[] {
    const announcement = decodeAnnouncement(bytes);
    return announcement === undefined ? [] : [announcement];
  }

  function hearMdns(bytes: Uint8Array): Announcement[] {
    const packet = decodeDns(bytes);
    if (packet === undefined) return [];
    if (asksForUs(packet, self())) answerSoon();
    return announcementsIn(packet);
  }

  /** Invariant 1. */
  function ask(): void {
    for (const ms of ASK_AFTER_MS) after(ms, () => announce('who'));
  }

  /** Invariant 2. */
  function answerSoon(): void {
    if (now() - answeredAt < ANSWER_MS) return;
    answeredAt = now();
    after(ANSWER_WITHIN_MS * random(), () => announce('here'));
  }

  function announce(kind: Announcement['kind']): void {
    const own = encodeAnnouncement({ ...self(), kind });
    for (const { way, socket } of open) {
      if (way.by === 'announce') {
        socket?.multicast(own);
        socket?.broadcast(own);
        continue;
      }
      if (kind === 'who') socket?.multicast(encodeQuery());
      socket?.multicast(encodeAnswer(self(), [way.interface.address], kind === 'bye'));
    }
  }

  return {
    found: () => found.all(),
    ways: () =>
      open.map(({ way, socket }) =>
        socket !== undefined && socket.refused.count > 0 ? { ...way, problem: socket.refused.reason } : way,
      ),
    refresh: ask,
    async close() {
      isClosed = true;
      clearInterval(looking);
      clearInterval(announcing);
      for (const timer of timers) clearTimeout(timer);
      announce('bye');
      await opening;
      await closeAll(open);
    },
  };
}

async function closeAll(ways: readonly OpenWay[]): Promise<void> {
  await Promise.all(ways.map(async ({ socket }) => socket?.close()));
}

const systemInterfaces = (): readonly LanInterface[] => lanInterfaces(networkInterfaces());
