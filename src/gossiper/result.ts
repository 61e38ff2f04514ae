/** What a person or a client did wrong, in one sentence that says what to do. `code` is stable and machine-readable. */
export interface Problem {
  readonly code: string;
  readonly message: string;
}

/** A client's mistake is a value; a bug is an exception. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export const done = <T>(value: T): Result<T> => ({ ok: true, value });
export const refused = (code: string, message: string): Result<never> => ({ ok: false, problem: { code, message } });

/** Closes a switch: adding a variant to the union makes the compiler list every place that must learn of it. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
