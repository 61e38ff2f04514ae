/** What clients read of what was said: the room's and the conversations' pages, search, evidence, routes. */
import type { Gossiper } from '../gossiper/index.ts';
import { parseOrigin, type Origin } from '../gossiper/names.ts';
import { done, refused } from '../gossiper/result.ts';
import { parseQuery } from '../words/query.ts';
import { conversationOf } from '../gossiper/private/mail.ts';
import type { Offers } from './files/offers.ts';
import type { StoredMail } from './log/privateStore.ts';
import { mergeFound, mergeSearches, scan, scanAll, type Scanned } from './log/scan.ts';
import type { Search, SearchPage } from './log/store.ts';
import { mergePages, type Timeline } from './log/timeline.ts';
import type { MessageViews } from './messageViews.ts';
import { conversationView, NOBODY, privateView, routeView } from './privateViews.ts';
import type { Home } from './profile/home.ts';
import type { Peer } from './service.ts';
import type { MessageView } from './views.ts';

export type Reading = Pick<Peer, 'messages' | 'search' | 'evidence' | 'conversations' | 'routes'>;

const NOBODY_HIDDEN: ReadonlySet<Origin> = new Set();

export interface ReadingParts {
  readonly home: Home;
  readonly views: MessageViews;
  readonly offers: Offers;
  /** Simple messages, which are in no log. */
  readonly simple: Timeline;
  /** The one that runs now. */
  readonly gossiper: () => Gossiper;
  readonly hidden: () => ReadonlySet<Origin>;
  /** Messages before this moment are not shown: ms since 1970. */
  readonly shownSince: () => number;
}

export function createReading({ home, views, offers, simple, gossiper, hidden, shownSince }: ReadingParts): Reading {
  const inRoom = (search: Search, without: ReadonlySet<Origin>): SearchPage<MessageView> => {
    const { entries, next, indexed } = mergeSearches(
      search.limit,
      home.store.search(search, without),
      scan((query, others) => simple.page(query, others), search, without),
    );
    return { entries: entries.map((stored) => views.view(stored)), next, indexed };
  };

  const inPrivate = (
    search: Search,
    page: Scanned<StoredMail>['page'],
    without: ReadonlySet<Origin>,
  ): SearchPage<MessageView> => {
    const { entries, next, indexed } = scanAll<StoredMail>(
      {
        page,
        // Of somebody who is hidden nothing is found, and it is not looked at again.
        text: ({ mail }) => (without.has(conversationOf(mail)) ? '' : mail.text),
        place: ({ key, mail }) => ({ shownAt: mail.shownAt, key }),
      },
      search,
    );
    return { entries: entries.map((stored) => privateView(stored, views.who, offers)), next, indexed };
  };

  /** `other` as clients give it: "" is everyone, none is all conversations. */
  const find = (search: Search, other: string | undefined): SearchPage<MessageView> | undefined => {
    const { privates } = home.store;
    const { since } = search;
    const without = hidden();
    if (other === '') return inRoom(search, without);
    if (other === undefined) {
      const all = inPrivate(search, (before, limit) => privates.pageOfAll({ before, limit, since }), without);
      return mergeFound(search.limit, inRoom(search, without), all, ({ shownAt, key }) => ({ shownAt, key }));
    }
    const conversation = parseOrigin(other);
    if (conversation === undefined) return undefined;
    // All that `messages` shows of it, whoever is hidden elsewhere.
    return inPrivate(search, (before, limit) => privates.page(conversation, { before, limit, since }), NOBODY_HIDDEN);
  };

  return {
    messages({ conversation: other = '', ...asked }) {
      const conversation = parseOrigin(other);
      if (other !== '' && conversation === undefined) return refused(NOBODY.code, NOBODY.message);
      if (conversation !== undefined) {
        const { entries, more } = home.store.privates.page(conversation, { ...asked, since: shownSince() });
        return done({
          messages: entries.map((stored) => privateView(stored, views.who, offers)),
          more,
          total: home.store.privates.count(conversation, shownSince()),
        });
      }
      const query = { ...asked, since: shownSince() };
      const without = hidden();
      const kept = home.store.page(query, without);
      const { entries, more } = mergePages(query, kept, simple.page(query, without));
      const total = home.store.count(without, query.since) + simple.count(without, query.since);
      return done({ messages: entries.map((stored) => views.view(stored)), more, total });
    },
    search({ text, conversation, before, limit }) {
      const found = find({ query: parseQuery(text), before, limit, since: shownSince() }, conversation);
      if (found === undefined) return refused(NOBODY.code, NOBODY.message);
      return done({ messages: [...found.entries], next: found.next ?? null, indexed: found.indexed });
    },
    evidence({ origin: text, id }) {
      const origin = parseOrigin(text);
      return origin === undefined ? refused(NOBODY.code, NOBODY.message) : views.evidence(origin, id);
    },
    conversations({ read }) {
      const { privates } = home.store;
      const without = hidden();
      const since = shownSince();
      const seen = privates
        .conversations()
        .filter(({ conversation, last }) => !without.has(conversation) && last.mail.shownAt >= since);
      return done(
        seen.map((summary) => {
          const { conversation } = summary;
          const upTo = Object.hasOwn(read, conversation) ? (read[conversation] ?? 0) : 0;
          // A mark above all that is there is from another log, and says nothing.
          const unread = privates.receivedAfter(conversation, upTo > summary.last.key ? 0 : upTo, since);
          return conversationView(summary, home.isOwn(conversation), unread, views.who, offers);
        }),
      );
    },
    routes: () =>
      done(
        gossiper()
          .routes()
          .map((route) => routeView(route, gossiper().peer(route.via)?.origin, views.who)),
      ),
  };
}
