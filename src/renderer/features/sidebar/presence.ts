/** Whether a peer is there, in words. */
import type { Peer } from '../../../api/contract.ts';
import { unreachable } from '../../../api/result.ts';
import type { Dates } from '../../i18n/dates.ts';
import type { Translate } from '../../i18n/strings.ts';

/** A silent course peer in sync is healthy: it shows when it was heard, never that it is away. */
export function presenceWords(
  { state, lastHeard }: Pick<Peer, 'state' | 'lastHeard'>,
  now: number,
  t: Translate,
  dates: Dates,
): string {
  const when = lastHeard === null ? undefined : dates.ago(lastHeard, now);
  switch (state) {
    case 'waiting':
    case 'reachable':
      return when === undefined ? t('peerWaiting') : t('peerHeard', { when });
    case 'unreachable':
      return when === undefined ? t('peerUnreachable') : t('peerUnreachableSince', { when });
    default:
      return unreachable(state);
  }
}
