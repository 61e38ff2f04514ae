/** The state of the connection, in words. */
import type { Sync } from '../../../api/contract.ts';
import { unreachable } from '../../../api/result.ts';
import type { AppState, Connection } from '../../app/state.ts';
import type { Translate } from '../../i18n/strings.ts';
import { shownName } from '../../lib/names.ts';

export type ConnectionView =
  | { readonly kind: 'connecting' | 'lost' | 'alone' | 'inSync' | 'missing'; readonly words: string }
  | { readonly kind: 'catchingUp'; readonly words: string; readonly have: number; readonly of: number };

type ConnectionFacts = Pick<AppState, 'connection' | 'wasOpen' | 'sync'> & {
  /** Some peer was heard since this one was started, though none may be reachable now. */
  readonly wereHeard: boolean;
  /** This machine has an address on some network. */
  readonly hasNetwork: boolean;
};

export function connectionView({ connection, wasOpen, sync, ...rest }: ConnectionFacts, t: Translate): ConnectionView {
  if (isLost(connection, wasOpen)) return { kind: 'lost', words: t('connectionLost') };
  if (connection !== 'open' || sync === undefined) return { kind: 'connecting', words: t('connecting') };
  return syncView(sync, rest, t);
}

const isLost = (connection: Connection, wasOpen: boolean): boolean =>
  connection === 'closed' || (connection === 'connecting' && wasOpen);

function syncView(
  sync: Sync,
  { wereHeard, hasNetwork }: Pick<ConnectionFacts, 'wereHeard' | 'hasNetwork'>,
  t: Translate,
): ConnectionView {
  const { state, have, of, peers, peersInSync } = sync;
  switch (state) {
    case 'alone':
      return { kind: 'alone', words: t(aloneKey(wereHeard, hasNetwork)) };
    case 'catchingUp': {
      const words = missingWords(sync.missing, t);
      if (words !== undefined) return { kind: 'missing', words };
      return { kind: 'catchingUp', words: t('catchingUp', { have, of }), have, of };
    }
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

/** More than this is a history that is on its way, of which the sum says more. */
export const MAX_NAMED_MISSING = 50;

/** A few of one person only, and who has them. */
function missingWords(missing: Sync['missing'], t: Translate): string | undefined {
  const [only, another] = missing;
  const holder = only?.heldBy[0];
  if (only === undefined || another !== undefined || holder === undefined) return undefined;
  if (only.count > MAX_NAMED_MISSING) return undefined;
  const shown = (name: string): string => `\u2068${shownName(name) || t('unnamed')}\u2069`;
  return t('missingOf', { count: only.count, name: shown(only.name), holder: shown(holder) });
}

/** Why nobody is there, as far as this machine knows. */
export function aloneKey(
  wereHeard: boolean,
  hasNetwork: boolean,
): 'noNetwork' | 'noPeerReachable' | 'waitingForFirstPeer' {
  if (!hasNetwork) return 'noNetwork';
  return wereHeard ? 'noPeerReachable' : 'waitingForFirstPeer';
}
