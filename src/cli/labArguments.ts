/** What `peerster-lab` is asked to do. Wrong use is a value with one sentence. */
import { parseArgs } from 'node:util';
import { done, type Result } from '../gossiper/result.ts';
import type { PolicyName } from '../gossiper/input.ts';
import { topologies, type Topology } from '../lab/topology.ts';
import { stateCommand, type StateCommand } from './stateArguments.ts';
import { MAX_SPREAD_NODES, numbers, words, wrongLabUse } from './labWords.ts';

export type LabCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'spread';
      readonly policies: readonly PolicyName[];
      readonly topologies: readonly Topology[];
      readonly nodes: readonly number[];
      /** Probabilities. */
      readonly losses: readonly number[];
      readonly seeds: number;
      readonly json: boolean;
      /** Where the datagrams go, by kind. */
      readonly kinds: boolean;
    }
  | StateCommand;

const POLICIES: readonly PolicyName[] = ['eager', 'coinFlip'];
const MAX_SEEDS = 1_000;

export function labCommand(args: readonly string[]): Result<LabCommand> {
  const parsed = parse(args);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.help === true) return done({ kind: 'help' });
  if (values.version === true) return done({ kind: 'version' });
  const [what, ...more] = positionals;
  if (what !== 'spread' && what !== 'state') {
    return wrongLabUse(what === undefined ? 'say what to run' : `there is no "${what}"`, 'the lab runs: spread, state');
  }
  if (more.length > 0) return wrongLabUse(`"${more.join(' ')}" is one word too many`, 'options start with --');
  const foreign = Object.keys(values).find((flag) => !flagsOf[what].has(flag));
  if (foreign !== undefined) return wrongLabUse(`--${foreign} is not for ${what}`, 'see --help');
  return what === 'spread' ? spreadCommand(values) : stateCommand(values);
}

const flagsOf = {
  spread: new Set(['policy', 'topology', 'nodes', 'loss', 'seeds', 'kinds', 'json']),
  state: new Set('topology nodes loss seed state step neighbour interval use virtual json'.split(' ')),
} as const;

function parse(args: readonly string[]) {
  try {
    const options = {
      policy: { type: 'string' },
      topology: { type: 'string' },
      nodes: { type: 'string' },
      loss: { type: 'string' },
      seeds: { type: 'string' },
      json: { type: 'boolean' },
      kinds: { type: 'boolean' },
      seed: { type: 'string' },
      state: { type: 'string' },
      step: { type: 'string' },
      neighbour: { type: 'string' },
      interval: { type: 'string' },
      use: { type: 'string' },
      virtual: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean' },
    } as const;
    return done(parseArgs({ args: [...args], allowPositionals: true, options }));
  } catch (error) {
    return wrongLabUse(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error), 'see --help');
  }
}

interface SpreadFlags {
  readonly policy?: string | undefined;
  readonly topology?: string | undefined;
  readonly nodes?: string | undefined;
  readonly loss?: string | undefined;
  readonly seeds?: string | undefined;
  readonly json?: boolean | undefined;
  readonly kinds?: boolean | undefined;
}

function spreadCommand(flags: SpreadFlags): Result<LabCommand> {
  const policies = words('policy', flags.policy ?? 'eager,coinFlip', POLICIES);
  if (!policies.ok) return policies;
  const shapes = words('topology', flags.topology ?? 'complete,random-4,line', topologies);
  if (!shapes.ok) return shapes;
  const nodes = numbers(
    'nodes',
    flags.nodes ?? '10,50,200',
    (n) => Number.isInteger(n) && n >= 2 && n <= MAX_SPREAD_NODES,
  );
  if (!nodes.ok) return nodes;
  const losses = numbers('loss', flags.loss ?? '0,10,30', (percent) => percent >= 0 && percent <= 90);
  if (!losses.ok) return losses;
  const seeds = Number(flags.seeds ?? '20');
  if (!Number.isInteger(seeds) || seeds < 1 || seeds > MAX_SEEDS) {
    return wrongLabUse(`--seeds=${flags.seeds} is not a number of runs`, `give 1 to ${MAX_SEEDS}`);
  }
  return done({
    kind: 'spread',
    policies: policies.value,
    topologies: shapes.value,
    nodes: nodes.value,
    losses: losses.value.map((percent) => percent / 100),
    seeds,
    json: flags.json === true,
    kinds: flags.kinds === true,
  });
}
