/**
 * The one way from any binding to a peer.
 *
 * 1. A client's mistake is an answer, never an exception: `unknown-call`, `bad-input`, or what the service refuses.
 * 2. The service is entered before dispatch() returns: calls that are made in order are served in order.
 * 3. An exception of the service is a bug and comes out as a rejection; the binding answers `internal`.
 */
import { badInputSentence } from './badInput.ts';
import { contract, type CallName } from './contract.ts';
import { refused, type Result } from './result.ts';
import type { Service } from './service.ts';

/** Longer names are not repeated in an answer. */
const MAX_NAME_SHOWN = 40;

export const isCallName = (name: string): name is CallName => Object.hasOwn(contract, name);

/** `input` is untrusted: anything that JSON or a structured clone can hold. Absent counts as `{}`. */
export function dispatch(service: Service, name: string, input: unknown): Promise<Result<unknown>> {
  if (!isCallName(name)) {
    const shown = name.length <= MAX_NAME_SHOWN ? `"${name.toWellFormed()}"` : 'that name';
    return Promise.resolve(
      refused('unknown-call', `There is no call ${shown}; use one of ${Object.keys(contract).join(', ')}.`),
    );
  }
  return enter(service, name, input ?? {});
}

async function enter(service: Service, name: CallName, input: unknown): Promise<Result<unknown>> {
  const parsed = contract[name].input.safeParse(input);
  if (!parsed.success) return refused('bad-input', badInputSentence(name, parsed.error.issues));
  // The table pairs each schema with its method; TypeScript can't follow that pairing through a variable name.
  const method = service[name] as (input: unknown) => Result<unknown> | Promise<Result<unknown>>;
  return await method.call(service, parsed.data);
}
