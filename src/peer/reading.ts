/** What clients read of what was said: the room's and the conversations' pages, search, evidence, routes. */
import type { Gossiper } from '../gossiper/index.ts';
import { parseOrigin, type Origin } from '../gossiper/names.ts';
import { done, refused } from '../gossiper/result.ts';
import { parseQuery } from '../words/query.ts';
import { conversationOf } from '../gossiper/private/mail.ts';
import type { Offers } from './files/offers.ts';
import type { StoredMail } from './log/privateStore.ts';
import { mergeFound, mergeSearches, scan, scanAll } from './log/scan.ts';
import type { Search, SearchPage } from './log/store.ts';
import { mergePages, type Timeline } from './log/timeline.ts';
import type { MessageViews } from './messageViews.ts';
import { conversationView, NOBODY, privateView, routeView } from './privateViews.ts';
import type { Home } from './profile/home.ts';
import type { Peer } from './service.ts';
import type { MessageView } from './views.ts';

export type Reading = Pick<Peer, 'messages' | 'search' | 'evidence' | 'conversations' | 'routes'>;

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
  const inPrivate = (search: Search, without: ReadonlySet<Origin>): SearchPage<MessageView> => {
    const { entries, next, indexed } = scanAll<StoredMail>(
      {
        page: (before, limit) => home.store.privates.pageOfAll({ before, limit, since: search.since ?? 0 }),
        // Of somebody who is hidden nothing is found, and it is not looked at again.
        text: ({ mail }) => (without.has(conversationOf(mail)) ? '' : mail.text),
        place: ({ key, mail }) => ({ shownAt: mail.shownAt, key }),
      },
      search,
    );
    return { entries: entries.map((stored) => privateView(stored, views.who, offers)), next, indexed };
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
    search({ text, before, limit }) {
      const without = hidden();
      const wanted = { query: parseQuery(text), before, limit, since: shownSince() };
      const kept = home.store.search(wanted, without);
      const { entries, next, indexed } = mergeSearches(
        limit,
        kept,
        scan((query, others) => simple.page(query, others), wanted, without),
      );
      const room = { entries: entries.map((stored) => views.view(stored)), next, indexed };
      const all = mergeFound(limit, room, inPrivate(wanted, without), ({ shownAt, key }) => ({ shownAt, key }));
      return done({ messages: [...all.entries], next: all.next ?? null, indexed: all.indexed });
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
