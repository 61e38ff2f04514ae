/** Whether a peer is there, in words. */
import type { Peer } from '../../../api/contract.ts';
import { unreachable } from '../../../api/result.ts';
import type { Dates } from '../../i18n/dates.ts';
import type { Translate } from '../../i18n/strings.ts';

/** As long as its report counts (gossiper/holders.ts): one of ours that is there is heard more often. */
export const HERE_MS = 90_000;

/** A silent course peer in sync is healthy: it shows when it was heard, never that it is away. */
export function presenceWords(
  { kind, state, lastHeard }: Pick<Peer, 'kind' | 'state' | 'lastHeard'>,
  now: number,
  t: Translate,
  dates: Dates,
): string {
  const when = lastHeard === null ? undefined : dates.ago(lastHeard, now);
  switch (state) {
    case 'waiting':
      return when === undefined ? t('peerWaiting') : t('peerLastHeard', { when });
    case 'reachable':
      if (when === undefined || lastHeard === null) return t('peerWaiting');
      if (kind === 'course') return t('peerHeard', { when });
      return now - lastHeard <= HERE_MS ? t('peerHere') : t('peerLastHeard', { when });
    case 'unreachable':
      return when === undefined ? t('peerUnreachable') : t('peerUnreachableSince', { when });
    default:
      return unreachable(state);
  }
}
