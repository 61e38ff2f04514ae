import { isAppLink, MAX_INVITE_LENGTH } from '../api/invite.ts';

/**
 * The link of ours among what a program was started with, as the system hands one over; the last, where there are several.
 * One that is too long is cut where it shows that it is: who reads it says so.
 */
export const linkAmong = (args: readonly string[]): string | undefined =>
  args.findLast(isAppLink)?.slice(0, MAX_INVITE_LENGTH + 1);
