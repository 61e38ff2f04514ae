/**
 * The one way from any binding to a peer.
 *
 * 1. A client's mistake is an answer, never an exception: `unknown-call`, `bad-input`, or what the service refuses.
 * 2. The service is entered before dispatch() returns: calls that are made in order are served in order.
 * 3. An exception of the service is a bug and comes out as a rejection; the binding answers `internal`.
 */
import { badInputSentence } from './badInput.ts';
import { peerTable, type CallTable } from './endpoint.ts';
import { refused, type Result } from './result.ts';

/** Longer names are not repeated in an answer. */
const MAX_NAME_SHOWN = 40;

/**
 * `service` has a method for each call of `table`. `input` is untrusted: anything that JSON or a structured clone can hold.
 * Absent counts as `{}`.
 */
export function dispatch(
  service: object,
  name: string,
  input: unknown,
  table: CallTable = peerTable,
): Promise<Result<unknown>> {
  if (!Object.hasOwn(table.calls, name)) {
    const shown = name.length <= MAX_NAME_SHOWN ? `"${name.toWellFormed()}"` : 'that name';
    return Promise.resolve(
      refused('unknown-call', `There is no call ${shown}; use one of ${Object.keys(table.calls).join(', ')}.`),
    );
  }
  return enter(service, name, input ?? {}, table);
}

async function enter(service: object, name: string, input: unknown, table: CallTable): Promise<Result<unknown>> {
  const parsed = table.calls[name]?.input.safeParse(input);
  if (parsed === undefined) throw new Error(`no call ${name}`);
  if (!parsed.success) return refused('bad-input', badInputSentence(name, parsed.error.issues));
  // The table pairs each schema with its method; TypeScript can't follow that pairing through a variable name.
  const methods = service as Record<string, (input: unknown) => Result<unknown> | Promise<Result<unknown>>>;
  const method = methods[name];
  if (method === undefined) throw new Error(`the service lacks ${name}`);
  return await method.call(service, parsed.data);
}
