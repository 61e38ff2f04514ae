/** A message as clients see it now: what its author is called, whether anything contradicts it, and how far it got. */
import { personOf, splitOrigin } from '../gossiper/identity.ts';
import type { Origin } from '../gossiper/names.ts';
import type { Birth } from '../gossiper/packet.ts';
import type { Reach } from '../gossiper/ports.ts';
import { done, refused, type Result } from '../gossiper/result.ts';
import { sha256 } from './crypto.ts';
import { countsAgainst } from './log/evidence.ts';
import type { Stored } from './log/store.ts';
import { fileOf, type Offers } from './files/offers.ts';
import type { Home } from './profile/home.ts';
import { messageView, type EvidenceView, type MessageView, type PeerEvent, type PeerView } from './views.ts';

export interface MessageViews {
  view(stored: Stored): MessageView;
  find(origin: Origin, id: number): MessageView | undefined;
  /** What an origin is called now, and whose key it has. */
  readonly who: (origin: Origin | undefined) => Pick<PeerView, 'name' | 'person'>;
  nameEvent(origin: Origin): PeerEvent;
  reachEvent(origin: Origin): PeerEvent | undefined;
  evidence(origin: Origin, id: number): Result<EvidenceView[]>;
}

export function createMessageViews(
  home: Home,
  offers: Offers,
  reachNow: (origin: Origin) => Reach | undefined,
): MessageViews {
  const persons = new WeakMap<Birth, string>();

  const personFor = (origin: Origin): string | null => {
    const birth = origin === home.identity.origin ? home.identity.birth : home.store.birth(origin);
    if (birth === undefined) return null;
    const known = persons.get(birth) ?? personOf(birth, { sha256 });
    persons.set(birth, known);
    return known;
  };

  const reachOf = (origin: Origin): Reach =>
    reachNow(origin) ?? home.store.reachOf(origin) ?? { sentUpTo: 0, heldUpTo: 0 };

  const nameAt = (origin: Origin, id?: number): string => home.store.nameOf(origin, id) ?? splitOrigin(origin).name;

  const nameOf = (origin: Origin): string => (origin === home.identity.origin ? home.identity.name : nameAt(origin));

  const view = (stored: Stored): MessageView => {
    const { rumor, trust, how } = stored.entry;
    const { origin, id } = rumor;
    const own = how === 'said' || home.isOwn(origin);
    const isVerified = trust === 'verified';
    const contradicting = id === 0 ? [] : home.store.evidenceOf(origin, id);
    return messageView(stored, {
      file: fileOf(rumor.text, origin, '', offers),
      name: id === 0 ? splitOrigin(origin).name : nameOf(origin),
      nameThen: id === 0 ? splitOrigin(origin).name : nameAt(origin, id),
      own,
      person: isVerified ? personFor(origin) : null,
      forked: contradicting.filter((one) => countsAgainst(one, trust)).length,
      reach: !own || id === 0 ? null : how === 'said' ? reachName(reachOf(origin), id) : 'peer',
    });
  };

  const find = (origin: Origin, id: number): MessageView | undefined => {
    const stored = home.store.find(origin, id);
    return stored === undefined || stored.entry.rumor.text === '' ? undefined : view(stored);
  };

  return {
    view,
    find,
    who: (origin) =>
      origin === undefined ? { name: null, person: null } : { name: nameOf(origin), person: personFor(origin) },
    nameEvent: (origin) => ({ type: 'name', origin, name: nameOf(origin), person: personFor(origin) }),
    reachEvent: (origin) => ({ type: 'reach', origin, ...reachOf(origin) }),
    evidence(origin, id) {
      const message = home.store.find(origin, id)?.entry;
      if (message === undefined)
        return refused('unknown-message', 'This peer holds no message of that origin with that number.');
      const held = home.store.evidenceOf(origin, id).filter((one) => countsAgainst(one, message.trust));
      return done(held.map(({ from, ...rest }) => ({ ...rest, from: from ?? null })));
    },
  };
}

const reachName = ({ sentUpTo, heldUpTo }: Reach, id: number): 'device' | 'sent' | 'peer' =>
  id <= heldUpTo ? 'peer' : id <= sentUpTo ? 'sent' : 'device';
