/**
 * The laws that hold at every moment of every run, whatever the network does. Who breaks one is written down with the
 * virtual time; a test asks for `broken` at the end.
 *
 * 1. No two sayings share an (origin, ID): own IDs are never reused.
 * 2. What anyone holds was said, with that text. (Not checked for origins that the test forges.)
 * 3. A run shows each rumor at most once, and those of an origin in order of their IDs.
 * 4. Nobody dies but by the schedule: a course node that dies was sent what kills Go peers.
 * 5. No course node is sent what it can read but can make no sense of.
 */
import type { ByteString } from './node.ts';

export interface Saying {
  readonly node: number;
  readonly at: number;
  readonly text: ByteString;
}

/** `origin` and `id` as one key. */
export const rumorKey = (origin: ByteString, id: number): string => `${id}:${origin}`;

export class Ledger {
  readonly said = new Map<string, Saying>();
  readonly broken: string[] = [];
  readonly #forged = new Set<ByteString>();

  /** This origin's rumors are made up by the test. */
  allow(origin: ByteString): void {
    this.#forged.add(origin);
  }

  saying(origin: ByteString, id: number, saying: Saying): void {
    const key = rumorKey(origin, id);
    const before = this.said.get(key);
    if (before === undefined) this.said.set(key, saying);
    else this.break(saying.node, saying.at, `reuses ${key}, said as "${before.text}" and now as "${saying.text}"`);
  }

  holding(node: number, at: number, origin: ByteString, id: number, text: ByteString): void {
    if (this.#forged.has(origin)) return;
    const saying = this.said.get(rumorKey(origin, id));
    if (saying === undefined) this.break(node, at, `holds ${rumorKey(origin, id)}, which nobody said`);
    else if (saying.text !== text)
      this.break(node, at, `holds ${rumorKey(origin, id)} as "${text}", not "${saying.text}"`);
  }

  break(node: number, at: number, what: string): void {
    if (this.broken.length < 20) this.broken.push(`${at.toFixed(1)} ms, node ${node}: ${what}`);
  }
}
