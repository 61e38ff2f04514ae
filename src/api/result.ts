/** Answers of the API. Same shapes as the core's; built here because clients of the API don't load the core. */
import type { Problem, Result } from '../gossiper/result.ts';

export type { Problem, Result };

export const done = <T>(value: T): Result<T> => ({ ok: true, value });
export const refused = (code: string, message: string): Result<never> => ({ ok: false, problem: { code, message } });

/** Closes a switch: adding a variant to the union makes the compiler list every place that must learn of it. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
