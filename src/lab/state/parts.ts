/**
 * What a state simulation is made of. Each part is an interface that can be replaced on its own (docs/guide/state.md):
 * the state and how two of them merge, the interval between a node's rounds, whom it chooses, and what a round does.
 */
import type { LabRandom } from '../random.ts';

/** What every node holds one of. `S` is never changed in place. */
export interface State<S> {
  /** What node `id` (0, 1, 2 …) begins with. */
  initial(id: number): S;
  /** A node tells its state: what it still has then, and what it sends. Copies mostly; a quantity is divided. */
  give(mine: S): { readonly keep: S; readonly send: S };
  /** A node has heard a state. Invariant for the run to end: told often enough, in any order, all hold the same. */
  merge(mine: S, heard: S): S;
  /** Whether the two nodes agree; the run is over when all do. */
  isSame(a: S, b: S): boolean;
  /** After `Node 3: `. */
  show(state: S): string;
  /** On the wire, ASCII. */
  write(state: S): string;
  /** Undefined: not a state. */
  read(text: string): S | undefined;
}

/** How long a node waits before its next round, ms. */
export type Interval = (random: LabRandom) => number;

/** Made once for each node: answers whom to turn to in this round, one of `neighbours` (never empty). */
export type NeighbourSelection = (neighbours: readonly number[], random: LabRandom) => () => number;

/** `state`: here is mine. `ask`: tell me yours. `exchange`: here is mine, tell me yours. */
export type StateMessageKind = 'state' | 'ask' | 'exchange';

/** What a round does: the message that the node sends to the neighbour it chose. */
export type GossipStep = StateMessageKind;

export interface StateParts<S> {
  readonly state: State<S>;
  readonly interval: Interval;
  readonly neighbour: NeighbourSelection;
  readonly step: GossipStep;
}

/** A state that is copied when told, and travels as JSON: everything but `initial` and `merge` follows from that. */
export const copiedState = <S extends string | number>(
  initial: (id: number) => S,
  merge: (mine: S, heard: S) => S,
): State<S> => ({
  initial,
  merge,
  give: (mine) => ({ keep: mine, send: mine }),
  isSame: (a, b) => a === b,
  show: (state) => String(state),
  write: (state) => JSON.stringify(state),
  read(text) {
    try {
      const value: unknown = JSON.parse(text);
      return typeof value === typeof initial(0) ? (value as S) : undefined;
    } catch {
      return undefined;
    }
  },
});
