/** The state of the connection, in words. */
import type { Sync } from '../../../api/contract.ts';
import { unreachable } from '../../../api/result.ts';
import type { AppState, Connection } from '../../app/state.ts';
import type { Translate } from '../../i18n/strings.ts';

export type ConnectionView =
  | { readonly kind: 'connecting' | 'lost' | 'alone' | 'inSync'; readonly words: string }
  | { readonly kind: 'catchingUp'; readonly words: string; readonly have: number; readonly of: number };

/** `wereHeard`: some peer was heard since this one was started, though none may be reachable now. */
type ConnectionFacts = Pick<AppState, 'connection' | 'wasOpen' | 'sync'> & { readonly wereHeard: boolean };

export function connectionView(
  { connection, wasOpen, sync, wereHeard }: ConnectionFacts,
  t: Translate,
): ConnectionView {
  if (isLost(connection, wasOpen)) return { kind: 'lost', words: t('connectionLost') };
  if (connection !== 'open' || sync === undefined) return { kind: 'connecting', words: t('connecting') };
  return syncView(sync, wereHeard, t);
}

const isLost = (connection: Connection, wasOpen: boolean): boolean =>
  connection === 'closed' || (connection === 'connecting' && wasOpen);

function syncView(sync: Sync, wereHeard: boolean, t: Translate): ConnectionView {
  const { state, have, of, peers, peersInSync } = sync;
  switch (state) {
    case 'alone':
      return { kind: 'alone', words: t(wereHeard ? 'noPeerReachable' : 'waitingForFirstPeer') };
    case 'catchingUp':
      return { kind: 'catchingUp', words: t('catchingUp', { have, of }), have, of };
    case 'inSync':
      return {
        kind: 'inSync',
        words:
          peersInSync < peers
            ? t('partlyInSync', { count: peers, synced: peersInSync })
            : t('inSync', { count: peers }),
      };
    default:
      return unreachable(state);
  }
}
