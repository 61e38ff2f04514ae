/** What `peerster-lab state` is asked to do. */
import { done, type Result } from '../gossiper/result.ts';
import { selections, steps } from '../lab/state/choices.ts';
import { SEED_NODES } from '../lab/state/simulation.ts';
import { states } from '../lab/state/states.ts';
import { topologies, type Topology } from '../lab/topology.ts';
import { wrongLabUse } from './labWords.ts';

export interface StateCommand {
  readonly kind: 'state';
  readonly nodes: number;
  readonly topology: Topology | 'seed';
  /** Probability. */
  readonly loss: number;
  readonly seed: number;
  readonly state: keyof typeof states;
  readonly step: keyof typeof steps;
  readonly neighbour: keyof typeof selections;
  /** ms, both included. */
  readonly interval: readonly [number, number];
  /** A module whose exports take the place of the parts of the same names. */
  readonly use: string | undefined;
  /** As fast as it can instead of in real time. */
  readonly virtual: boolean;
  readonly json: boolean;
}

export interface StateFlags {
  readonly topology?: string | undefined;
  readonly nodes?: string | undefined;
  readonly loss?: string | undefined;
  readonly seed?: string | undefined;
  readonly state?: string | undefined;
  readonly step?: string | undefined;
  readonly neighbour?: string | undefined;
  readonly interval?: string | undefined;
  readonly use?: string | undefined;
  readonly virtual?: boolean | undefined;
  readonly json?: boolean | undefined;
}

const MAX_STATE_NODES = 100_000;
const MAX_INTERVAL_MS = 3_600_000;

export function stateCommand(flags: StateFlags): Result<StateCommand> {
  const nodes = Number(flags.nodes ?? SEED_NODES);
  if (!Number.isInteger(nodes) || nodes < 2 || nodes > MAX_STATE_NODES) {
    return wrongLabUse(`--nodes=${flags.nodes} is not usable`, `give a whole number from 2 to ${MAX_STATE_NODES}`);
  }
  const isSeeds = nodes === SEED_NODES;
  const topology = word('topology', flags.topology ?? (isSeeds ? 'seed' : 'random-4'), [...topologies, 'seed']);
  if (!topology.ok) return topology;
  if (topology.value === 'seed' && !isSeeds) {
    return wrongLabUse('the seed has five nodes', `leave out --nodes, or choose one of ${topologies.join(', ')}`);
  }
  const state = word('state', flags.state ?? 'maximum', keysOf(states));
  if (!state.ok) return state;
  const step = word('step', flags.step ?? 'push', keysOf(steps));
  if (!step.ok) return step;
  const neighbour = word('neighbour', flags.neighbour ?? 'uniform', keysOf(selections));
  if (!neighbour.ok) return neighbour;
  const percent = Number(flags.loss ?? '0');
  if (!(percent >= 0 && percent <= 90)) {
    return wrongLabUse(`--loss=${flags.loss} is not usable`, 'give per cent from 0 to 90');
  }
  const seed = Number(flags.seed ?? '1');
  if (!Number.isSafeInteger(seed)) return wrongLabUse(`--seed=${flags.seed} is not usable`, 'give a whole number');
  const interval = intervalOf(flags.interval ?? '0-999');
  if (!interval.ok) return interval;
  return done({
    kind: 'state',
    nodes,
    topology: topology.value,
    loss: percent / 100,
    seed,
    state: state.value,
    step: step.value,
    neighbour: neighbour.value,
    interval: interval.value,
    use: flags.use,
    virtual: flags.virtual === true,
    json: flags.json === true,
  });
}

const keysOf = <T extends string>(table: Readonly<Record<T, unknown>>): T[] => Object.keys(table) as T[];

function word<T extends string>(flag: string, text: string, known: readonly T[]): Result<T> {
  const match = known.find((one) => one === text);
  return match === undefined
    ? wrongLabUse(`--${flag}=${text} is not known`, `it is one of ${known.join(', ')}`)
    : done(match);
}

/** A node that never waits would stop the clock: the mean must be at least half a millisecond. */
function intervalOf(text: string): Result<readonly [number, number]> {
  const [, from, to] = /^(\d{1,8})-(\d{1,8})$/.exec(text) ?? [];
  const [low, high] = [Number(from), Number(to)];
  return low <= high && high >= 1 && high <= MAX_INTERVAL_MS
    ? done([low, high])
    : wrongLabUse(`--interval=${text} is not usable`, 'give milliseconds from-to, as in 0-999');
}
