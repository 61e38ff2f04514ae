/** Rumors, mongering and anti-entropy of a course node: invariants 1 to 3 of node.ts. */
import type { Address } from '../../gossiper/names.ts';
import type { Cancel } from '../clock.ts';
import type { ByteString } from '../node.ts';
import type { CourseCore } from './core.ts';
import type { CourseRumor, CourseWant } from './wire.ts';

/** A Go peer keeps its log across a restart in the lab only: a real one starts empty, and so must take a new name. */
export type CourseLog = Map<ByteString, ByteString[]>;

const MONGERING_TIMEOUT = 10_000;

interface Mongering {
  readonly rumor: CourseRumor;
  readonly timeout: Cancel;
}

export class CourseRumors {
  readonly #core: CourseCore;
  readonly #log: CourseLog;
  readonly #mongering = new Map<Address, Mongering[]>();
  readonly #aside = new Map<ByteString, Map<number, ByteString>>();

  constructor(core: CourseCore, log: CourseLog) {
    this.#core = core;
    this.#log = log;
    const { antiEntropyMs, routeRumorMs } = core.options;
    if (antiEntropyMs > 0) core.host.after(antiEntropyMs, () => this.#antiEntropy());
    if (routeRumorMs > 0) this.#announce();
  }

  say(text: ByteString): void {
    this.#monger(this.#saying(text), this.#core.somePeer());
  }

  receive(rumor: CourseRumor, from: Address): void {
    const { host, options } = this.#core;
    const { origin, id, text } = rumor;
    if (id === 0) host.confused('a rumor with the ID 0');
    this.#core.learnRoute(rumor, from);
    if (options.staleStatus) this.#sendStatus(from);
    if (id === this.#nextId(origin)) {
      this.#store(rumor, false);
      this.#takeFromAside(origin);
      this.#monger(rumor, this.#core.somePeer(from));
    } else if (id > this.#nextId(origin) && options.outOfOrder === 'store') {
      const waiting = this.#aside.get(origin) ?? new Map<number, ByteString>();
      this.#aside.set(origin, waiting.set(id, text));
    }
    if (!options.staleStatus) this.#sendStatus(from);
  }

  receiveStatus(want: readonly CourseWant[], from: Address): void {
    const { host } = this.#core;
    const answered = this.#mongering.get(from)?.shift();
    answered?.timeout();
    const theirs = new Map(want.map(({ origin, nextId }) => [origin, nextId]));
    for (const [origin, texts] of this.#log) {
      const id = theirs.get(origin) ?? 1;
      const text = texts[id - 1];
      if (text === undefined) continue;
      this.#monger({ origin, id, text }, from);
      return;
    }
    if (want.some(({ origin, nextId }) => nextId > this.#nextId(origin))) {
      this.#sendStatus(from);
      return;
    }
    host.log?.(`IN SYNC WITH ${from}`);
    if (answered !== undefined) this.#flipCoin(answered.rumor, from);
  }

  #nextId(origin: ByteString): number {
    return (this.#log.get(origin)?.length ?? 0) + 1;
  }

  #saying(text: ByteString): CourseRumor {
    const origin = this.#core.options.name;
    const rumor = { origin, id: this.#nextId(origin), text };
    this.#store(rumor, true);
    return rumor;
  }

  #store({ origin, id, text }: CourseRumor, said: boolean): void {
    const texts = this.#log.get(origin);
    if (texts === undefined) this.#log.set(origin, [text]);
    else texts.push(text);
    this.#core.host.held(origin, id, text, said);
  }

  #takeFromAside(origin: ByteString): void {
    const waiting = this.#aside.get(origin);
    for (;;) {
      const id = this.#nextId(origin);
      const text = waiting?.get(id);
      if (text === undefined) return;
      waiting?.delete(id);
      this.#store({ origin, id, text }, false);
    }
  }

  #sendStatus(to: Address): void {
    const { host, options } = this.#core;
    const want = [...this.#log].map(([origin, texts]): CourseWant => ({ origin, nextId: texts.length + 1 }));
    if (options.listsItself && !this.#log.has(options.name)) want.push({ origin: options.name, nextId: 1 });
    // Go walks its map in random order.
    this.#core.send(to, { type: 'status', want: host.random.shuffled(want) });
  }

  #monger(rumor: CourseRumor, to: Address | undefined): void {
    if (to === undefined) return;
    const { host } = this.#core;
    const mine: Mongering = {
      rumor,
      timeout: host.after(MONGERING_TIMEOUT, () => {
        const open = this.#mongering.get(to);
        open?.splice(open.indexOf(mine), 1);
        this.#flipCoin(rumor, to);
      }),
    };
    const open = this.#mongering.get(to);
    if (open === undefined) this.#mongering.set(to, [mine]);
    else open.push(mine);
    host.log?.(`MONGERING with ${to}`);
    this.#core.send(to, { type: 'rumor', rumor });
  }

  #flipCoin(rumor: CourseRumor, except: Address): void {
    const { host } = this.#core;
    if (!host.random.chance(0.5)) return;
    const to = this.#core.somePeer(except);
    if (to !== undefined) host.log?.(`FLIPPED COIN sending rumor to ${to}`);
    this.#monger(rumor, to);
  }

  #antiEntropy(): void {
    const to = this.#core.somePeer();
    if (to !== undefined) this.#sendStatus(to);
    this.#core.host.after(this.#core.options.antiEntropyMs, () => this.#antiEntropy());
  }

  /** A route rumor: at the start to all, then as any other. */
  #announce(): void {
    const rumor = this.#saying('');
    for (const peer of this.#core.peers) this.#core.send(peer, { type: 'rumor', rumor });
    const again = (): void => {
      this.say('');
      this.#core.host.after(this.#core.options.routeRumorMs, again);
    };
    this.#core.host.after(this.#core.options.routeRumorMs, again);
  }
}
