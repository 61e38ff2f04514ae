/** Do not disturb: for a while, or until it is switched off. Times are ms since 1970. */
import type { DoNotDisturbChoice } from '../../../api/bridge.ts';
import { unreachable } from '../../../api/result.ts';

export type DoNotDisturb =
  { readonly kind: 'off' } | { readonly kind: 'on' } | { readonly kind: 'hour' | 'tomorrow'; readonly until: number };

const HOUR = 3_600_000;
/** When "tomorrow" begins, by the local clock. */
export const MORNING_HOUR = 8;

export function chooseDoNotDisturb(choice: DoNotDisturbChoice, now: number): DoNotDisturb {
  switch (choice) {
    case 'off':
    case 'on':
      return { kind: choice };
    case 'hour':
      return { kind: choice, until: now + HOUR };
    case 'tomorrow':
      return { kind: choice, until: nextMorning(now) };
    default:
      return unreachable(choice);
  }
}

/** What holds now: what is over is off. */
export const holdsNow = (chosen: DoNotDisturb, now: number): DoNotDisturb =>
  'until' in chosen && chosen.until <= now ? { kind: 'off' } : chosen;

/** The morning of the next day, however long the day is; before the morning it is that of this day. */
function nextMorning(now: number): number {
  const morning = new Date(now);
  if (morning.getHours() >= MORNING_HOUR) morning.setDate(morning.getDate() + 1);
  return morning.setHours(MORNING_HOUR, 0, 0, 0);
}

/** What was kept; anything else is off. An end further away than any choice leads to was not chosen here. */
export function parseDoNotDisturb(kept: unknown, now: number): DoNotDisturb {
  if (typeof kept !== 'object' || kept === null || !('kind' in kept)) return { kind: 'off' };
  if (kept.kind === 'on') return { kind: 'on' };
  if (kept.kind !== 'hour' && kept.kind !== 'tomorrow') return { kind: 'off' };
  const until = 'until' in kept ? kept.until : undefined;
  const isPossible = typeof until === 'number' && until > now && until <= now + 26 * HOUR;
  return isPossible ? { kind: kept.kind, until } : { kind: 'off' };
}
