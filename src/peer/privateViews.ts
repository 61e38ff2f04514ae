/** Private messages, conversations and routes as clients see them. */
import { splitOrigin } from '../gossiper/identity.ts';
import type { RouteView as CoreRoute } from '../gossiper/input.ts';
import { conversationOf } from '../gossiper/private/mail.ts';
import type { MayWrite } from '../gossiper/private/write.ts';
import type { Origin } from '../gossiper/names.ts';
import { done, refused, unreachable, type Result } from '../gossiper/result.ts';
import { fileOf, type Offers } from './files/offers.ts';
import type { ConversationSummary, StoredMail } from './log/privateStore.ts';
import type { ConversationView, MessageView, PeerView, RouteView } from './views.ts';

export const NOBODY = { code: 'bad-origin', message: 'That is not the name of anybody here.' } as const;

/** What an origin is called now, and whose key it has. */
export type Who = (origin: Origin) => Pick<PeerView, 'name' | 'person'>;

export function privateView({ key, mail }: StoredMail, who: Who, offers: Offers): MessageView {
  const { origin, number, text, trust, delivery, from, saidAt, arrivedAt, shownAt } = mail;
  return {
    key,
    origin,
    id: number,
    text,
    name: nameOf(origin, who),
    nameThen: nameOf(origin, who),
    tag: splitOrigin(origin).tag,
    person: trust === 'verified' ? who(origin).person : null,
    reach: null,
    forked: 0,
    own: delivery !== undefined,
    trust,
    how: delivery === undefined ? 'private' : 'said',
    from: from ?? null,
    hops: null,
    saidAt: saidAt ?? null,
    arrivedAt,
    shownAt,
    conversation: conversationOf(mail),
    delivery: delivery ?? null,
    file: fileOf(text, origin, conversationOf(mail), offers),
  };
}

const nameOf = (origin: Origin, who: Who): string => who(origin).name ?? splitOrigin(origin).name;

export const conversationView = (
  { conversation, last, total }: ConversationSummary,
  isOwn: boolean,
  unread: number,
  who: Who,
  offers: Offers,
): ConversationView => ({
  conversation,
  name: nameOf(conversation, who),
  tag: splitOrigin(conversation).tag,
  person: who(conversation).person,
  own: isOwn,
  last: privateView(last, who, offers),
  total,
  unread,
});

export function routeView(route: CoreRoute, neighbour: Origin | undefined, who: Who): RouteView {
  const { origin, via, hops, id, learntAt, isOpen } = route;
  return {
    origin,
    name: nameOf(origin, who),
    tag: splitOrigin(origin).tag,
    via,
    viaName: neighbour === undefined ? null : nameOf(neighbour, who),
    hops: hops ?? null,
    id,
    learntAt: Math.round(learntAt.wall),
    open: isOpen,
  };
}

/** Why nobody can write to this origin, in a sentence. */
export function checkReceiver(to: Origin, mayWrite: MayWrite): Result<Origin> {
  const { name } = splitOrigin(to);
  const shown = name.toWellFormed().slice(0, 60);
  switch (mayWrite) {
    case 'yes':
      return done(to);
    case 'simple':
      return refused('no-private', 'In simple mode there are no private messages. Start the peer without -simple.');
    case 'blocked':
      return refused('receiver-blocked', `You blocked "${shown}". Take that back to write in private.`);
    case 'unknown':
      return refused(
        'unknown-receiver',
        `Nobody named "${shown}" was heard of here. Check the name, or wait for them.`,
      );
    case 'full':
      return refused(
        'outbox-full',
        `Too many messages wait to be delivered. Wait until "${shown}" or others are here again.`,
      );
    default:
      return unreachable(mayWrite);
  }
}
