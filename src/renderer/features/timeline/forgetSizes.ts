/** The list keeps the size of each row that it ever measured, by its message's key. */
import type { Message } from '../../../api/contract.ts';
import { MAX_LOADED } from '../../app/timelineWindow.ts';

/** Sizes kept at most: of all that is loaded, and as many again, so that they are seldom looked through. */
export const MAX_SIZES = 2 * MAX_LOADED;

/** Of messages that are not loaded any more, once there are too many: at 200 a second they were 0.5 MB a minute. */
export function forgetSizes(sizes: Map<unknown, number>, messages: readonly Pick<Message, 'key'>[]): void {
  if (sizes.size <= MAX_SIZES) return;
  const loaded = new Set<unknown>(messages.map(({ key }) => key));
  for (const key of sizes.keys()) if (!loaded.has(key)) sizes.delete(key);
}
