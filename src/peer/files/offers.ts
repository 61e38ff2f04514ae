/** Who offered which file in a message that a client has seen: whoever fetches it has seen one. */
import { readLink, type FileLink } from '../../gossiper/files/fileLink.ts';
import type { Hash } from '../../gossiper/files/file.ts';
import { parseOrigin, type Origin } from '../../gossiper/names.ts';
import type { MessageView } from '../views.ts';
import { fileKind } from './fileKind.ts';

/** The longest unseen makes room. */
const MAX_OFFERS = 10_000;
const MAX_ORIGINS = 32;

interface Offer {
  readonly origins: Set<Origin>;
  isPrivate: boolean;
}

export interface Offers {
  /** What a message offers, remembered. */
  note(message: Pick<MessageView, 'text' | 'origin' | 'conversation'>): FileLink | undefined;
  of(root: Hash): { readonly origins: readonly Origin[]; readonly isPrivate: boolean };
}

/** As a message shows it. */
export function fileOf(text: string, origin: string, conversation: string, offers: Offers): MessageView['file'] {
  const link = offers.note({ text, origin, conversation });
  if (link === undefined) return null;
  const { root: hash, name, size, caption } = link;
  return { hash, name, size, kind: fileKind(name), caption };
}

export function createOffers(): Offers {
  const offers = new Map<Hash, Offer>();
  return {
    note({ text, origin, conversation }) {
      const link = readLink(text);
      const from = link === undefined ? undefined : parseOrigin(origin);
      if (link === undefined || from === undefined) return link;
      const offer = offers.get(link.root) ?? { origins: new Set(), isPrivate: true };
      if (offer.origins.size < MAX_ORIGINS) offer.origins.add(from);
      if (conversation === '') offer.isPrivate = false;
      offers.delete(link.root);
      offers.set(link.root, offer);
      for (const oldest of offers.keys()) {
        if (offers.size <= MAX_OFFERS) break;
        offers.delete(oldest);
      }
      return link;
    },
    of(root) {
      const offer = offers.get(root);
      return { origins: [...(offer?.origins ?? [])], isPrivate: offer?.isPrivate ?? false };
    },
  };
}
