/** What the other versions of a message mean. */
import type { Evidence, Message } from '../../../api/contract.ts';

type What = 'forkedSigned' | 'forkedReplaced' | 'forkedUnsigned';

/** Signed against signed, signed in the place of unsigned, or nothing signed at all. */
export function whatHappened({ trust }: Pick<Message, 'trust'>, held: readonly Evidence[]): What[] {
  if (trust === 'unverified') return ['forkedUnsigned'];
  const keys: What[] = [];
  if (held.some((one) => one.trust === 'verified')) keys.push('forkedSigned');
  if (held.some((one) => one.replaced && one.trust === 'unverified')) keys.push('forkedReplaced');
  return keys;
}
