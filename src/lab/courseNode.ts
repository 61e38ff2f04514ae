/**
 * A Go Peerster of the course as protocol.md §1–2 describe it, quirks included. It knows nothing of our extensions: it
 * skips them on the way in and therefore drops them when it relays.
 *
 * 1. Of each origin it holds the IDs 1, 2, 3 … without a hole and takes only the next one (or, by option, keeps later
 *    ones aside until the hole is filled).
 * 2. Every rumor is answered by a whole Status, at once.
 * 3. A new rumor is mongered: sent to one random peer, whose Status is awaited for 10 s; then, or when there is nothing
 *    to exchange, a coin decides whether to send the same rumor to another peer.
 * 4. It dies of everything that kills Go peers, bursts included. The world keeps why.
 */
import type { Address } from '../gossiper/names.ts';
import { unreachable } from '../gossiper/result.ts';
import type { Cancel } from './clock.ts';
import { Deadly, decodeCourse, encodeCourse, type CourseRumor, type CourseWant } from './courseWire.ts';
import { toByteString, type ByteString, type Host, type LabNode } from './node.ts';

export interface CourseOptions {
  readonly name: ByteString;
  readonly peers: readonly Address[];
  readonly mode: 'rumors' | 'simple';
  /** 0 = off. */
  readonly antiEntropyMs: number;
  /** What it does with a rumor that isn't the next one of its origin. */
  readonly outOfOrder: 'drop' | 'store';
  /** Answers a rumor with the Status that it had before. */
  readonly staleStatus: boolean;
  /** Lists its own name with NextID 1 before it has said anything. */
  readonly listsItself: boolean;
}

export const COURSE_DEFAULTS = {
  mode: 'rumors',
  antiEntropyMs: 10_000,
  outOfOrder: 'drop',
  staleStatus: false,
  listsItself: true,
} as const;

/** A Go peer keeps its log across a restart in the lab only: a real one starts empty, and so must take a new name. */
export type CourseLog = Map<ByteString, ByteString[]>;

const MONGERING_TIMEOUT = 10_000;
/** What a default receive buffer holds of small datagrams, and within what time they count as one burst. */
const MAX_BURST = 250;
const BURST_MS = 10;

interface Mongering {
  readonly rumor: CourseRumor;
  readonly timeout: Cancel;
}

export function createCourseNode(options: CourseOptions, log: CourseLog, host: Host): LabNode {
  const peers = new Set(options.peers);
  const mongering = new Map<Address, Mongering[]>();
  const aside = new Map<ByteString, Map<number, ByteString>>();
  const bursts = new Map<Address, { since: number; count: number }>();

  const textsOf = (origin: ByteString): readonly ByteString[] => log.get(origin) ?? [];
  const nextId = (origin: ByteString): number => textsOf(origin).length + 1;
  const somePeer = (except?: Address): Address | undefined =>
    host.random.pick([...peers].filter((peer) => peer !== except));

  function sendStatus(to: Address): void {
    const want = [...log].map(([origin, texts]): CourseWant => ({ origin, nextId: texts.length + 1 }));
    if (options.listsItself && !log.has(options.name)) want.push({ origin: options.name, nextId: 1 });
    // Go walks its map in random order.
    host.send(to, encodeCourse({ type: 'status', want: host.random.shuffled(want) }));
  }

  function store({ origin, id, text }: CourseRumor, said: boolean): void {
    const texts = log.get(origin);
    if (texts === undefined) log.set(origin, [text]);
    else texts.push(text);
    host.held(origin, id, text, said);
  }

  function monger(rumor: CourseRumor, to: Address | undefined): void {
    if (to === undefined) return;
    const mine: Mongering = {
      rumor,
      timeout: host.after(MONGERING_TIMEOUT, () => {
        const open = mongering.get(to);
        open?.splice(open.indexOf(mine), 1);
        flipCoin(rumor, to);
      }),
    };
    const open = mongering.get(to);
    if (open === undefined) mongering.set(to, [mine]);
    else open.push(mine);
    host.send(to, encodeCourse({ type: 'rumor', rumor }));
  }

  function flipCoin(rumor: CourseRumor, except: Address): void {
    if (host.random.chance(0.5)) monger(rumor, somePeer(except));
  }

  function receiveRumor(rumor: CourseRumor, from: Address): void {
    const { origin, id, text } = rumor;
    if (options.staleStatus) sendStatus(from);
    if (id === nextId(origin)) {
      store(rumor, false);
      takeFromAside(origin);
      monger(rumor, somePeer(from));
    } else if (id > nextId(origin) && options.outOfOrder === 'store') {
      const waiting = aside.get(origin) ?? new Map<number, ByteString>();
      aside.set(origin, waiting.set(id, text));
    }
    if (!options.staleStatus) sendStatus(from);
  }

  function takeFromAside(origin: ByteString): void {
    const waiting = aside.get(origin);
    for (;;) {
      const id = nextId(origin);
      const text = waiting?.get(id);
      if (text === undefined) return;
      waiting?.delete(id);
      store({ origin, id, text }, false);
    }
  }

  function receiveStatus(want: readonly CourseWant[], from: Address): void {
    const answered = mongering.get(from)?.shift();
    answered?.timeout();
    const theirs = new Map(want.map(({ origin, nextId }) => [origin, nextId]));
    for (const [origin, texts] of log) {
      const id = theirs.get(origin) ?? 1;
      const text = texts[id - 1];
      if (text === undefined) continue;
      monger({ origin, id, text }, from);
      return;
    }
    if (want.some(({ origin, nextId: id }) => id > nextId(origin))) sendStatus(from);
    else if (answered !== undefined) flipCoin(answered.rumor, from);
  }

  function receiveSimple(name: string, relay: string, contents: string): void {
    host.shown(name, contents);
    const packet = encodeCourse({ type: 'simple', name, relay: host.address, contents });
    for (const peer of peers) if (peer !== relay) host.send(peer, packet);
  }

  function countBurst(from: Address): void {
    if (host.isCourse(from)) return;
    const burst = bursts.get(from);
    if (burst === undefined || host.now() - burst.since > BURST_MS) bursts.set(from, { since: host.now(), count: 1 });
    else if (++burst.count > MAX_BURST) throw new Deadly(`more than ${MAX_BURST} datagrams at once`);
  }

  function antiEntropy(): void {
    const to = somePeer();
    if (to !== undefined) sendStatus(to);
    host.after(options.antiEntropyMs, antiEntropy);
  }

  if (options.mode === 'rumors' && options.antiEntropyMs > 0) host.after(options.antiEntropyMs, antiEntropy);

  return {
    receive(from, datagram) {
      countBurst(from);
      const packet = decodeCourse(datagram);
      peers.add(from);
      switch (packet.type) {
        case 'simple':
          return options.mode === 'simple' ? receiveSimple(packet.name, packet.relay, packet.contents) : undefined;
        case 'rumor':
          return options.mode === 'rumors' ? receiveRumor(packet.rumor, from) : undefined;
        case 'status':
          return options.mode === 'rumors' ? receiveStatus(packet.want, from) : undefined;
        case 'other':
          return undefined;
        default:
          return unreachable(packet);
      }
    },
    say(text) {
      const contents = toByteString(text);
      if (options.mode === 'simple') {
        const packet = { type: 'simple', name: options.name, relay: host.address, contents } as const;
        for (const peer of peers) host.send(peer, encodeCourse(packet));
        return;
      }
      const rumor = { origin: options.name, id: nextId(options.name), text: contents };
      store(rumor, true);
      monger(rumor, somePeer());
    },
    woke: () => undefined, // a Go peer does not notice
  };
}
