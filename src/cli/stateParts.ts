/** The parts that `peerster-lab state` runs with: those chosen by flags, or a module's own in their place. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { done, type Result } from '../gossiper/result.ts';
import { between, selections, steps } from '../lab/state/choices.ts';
import type { StateParts } from '../lab/state/parts.ts';
import { states } from '../lab/state/states.ts';
import { wrongLabUse } from './labWords.ts';
import type { StateCommand } from './stateArguments.ts';

/** The simulation never looks into a state: whichever it is, only its own functions see it. */
export type AnyParts = StateParts<unknown>;

const STATE_FUNCTIONS = ['initial', 'give', 'merge', 'isSame', 'show', 'write', 'read'] as const;

export async function partsOf(command: StateCommand): Promise<Result<AnyParts>> {
  const chosen: AnyParts = {
    state: states[command.state],
    interval: between(...command.interval),
    neighbour: selections[command.neighbour],
    step: steps[command.step],
  };
  if (command.use === undefined) return done(chosen);
  const file = resolve(command.use);
  let own: Partial<AnyParts>;
  try {
    own = (await import(pathToFileURL(file).href)) as Partial<AnyParts>;
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return wrongLabUse(`--use=${command.use} can't be loaded (${why})`, 'name a JavaScript or TypeScript module');
  }
  const wrong = wrongPart(own);
  if (wrong !== undefined) return wrongLabUse(`${command.use} ${wrong}`, 'docs/guide/state.md shows one');
  return done({
    state: own.state ?? chosen.state,
    interval: own.interval ?? chosen.interval,
    neighbour: own.neighbour ?? chosen.neighbour,
    step: own.step ?? chosen.step,
  });
}

function wrongPart({ state, interval, neighbour, step }: Partial<AnyParts>): string | undefined {
  if ([state, interval, neighbour, step].every((part) => part === undefined)) {
    return 'exports none of state, interval, neighbour, step';
  }
  const missing = state && STATE_FUNCTIONS.find((name) => typeof state[name] !== 'function');
  if (missing !== undefined) return `exports a state without the function ${missing}`;
  if (interval !== undefined && typeof interval !== 'function') return 'exports an interval that is no function';
  if (neighbour !== undefined && typeof neighbour !== 'function') return 'exports a neighbour that is no function';
  if (step !== undefined && !Object.values(steps).includes(step)) return 'exports a step that is not known';
  return undefined;
}
