/** What others of ours said of themselves, signed and passed on (digests.ts): for people, never decided upon. */
import type { Core } from './core.ts';
import { PRESENT_MS } from './holders.ts';
import type { Origin } from './names.ts';
import type { DigestLink } from './packet.ts';

export interface ReportView {
  readonly origin: Origin;
  /** ms since 1970, by our clock. */
  readonly heardAt: number;
  /** Rumors that it said to hold and we lack; that we hold and it said to lack. Of what it never mentioned nothing is counted. */
  readonly behind: number;
  readonly ahead: number;
  readonly links: readonly DigestLink[];
}

/** Of everyone who reported within PRESENT_MS, also of those whom we hear ourselves. */
export function reportsOf(core: Core): ReportView[] {
  const found: ReportView[] = [];
  for (const [origin, { heardAt, next, links }] of core.digests.reports) {
    if (core.now.wall - heardAt > PRESENT_MS) continue;
    let [behind, ahead] = [0, 0];
    for (const [held, { nextId }] of next) {
      const more = nextId - core.holdings.next(held);
      if (more > 0) behind += more;
      else ahead -= more;
    }
    found.push({ origin, heardAt, behind, ahead, links });
  }
  return found;
}
