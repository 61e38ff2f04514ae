/**
 * Private messages in memory: what an ephemeral peer has, and what a peer lives on with when its disk failed. Then they
 * lie over `base`, which can only be read any more: what becomes of its messages is remembered here.
 */
import type { Origin } from '../../gossiper/names.ts';
import { createMemoryMail } from '../../gossiper/private/memoryMail.ts';
import { conversationOf, type Mail } from '../../gossiper/private/mail.ts';
import type { ConversationSummary, MailPage, PrivateStore, ReadablePrivates, StoredMail } from './privateStore.ts';
import { MAX_CONVERSATIONS } from './privateStore.ts';
import { compareCursors, type Cursor, type PageQuery } from './store.ts';

export function createMemoryPrivates(takeKey: () => number, base?: ReadablePrivates): PrivateStore {
  const mine = createMemoryMail();
  const keys: number[] = [];
  /** By key: messages of `base` that are not any more what it says. */
  const changed = new Map<number, StoredMail>();

  const now = (stored: StoredMail): StoredMail => changed.get(stored.key) ?? stored;
  const storedAt = (place: number): StoredMail | undefined => {
    const [key, mail] = [keys[place], mine.all[place]];
    return key === undefined || mail === undefined ? undefined : { key, mail };
  };
  const ours = (conversation: Origin): StoredMail[] =>
    everything().filter(({ mail }) => conversationOf(mail) === conversation);

  const everything = (): StoredMail[] => keys.flatMap((_, place) => storedAt(place) ?? []);
  const pageOf = (query: PageQuery, older: MailPage | undefined, newer: readonly StoredMail[]): MailPage => {
    const { before, after, limit, since = 0 } = query;
    const isIn = (stored: StoredMail): boolean =>
      stored.mail.shownAt >= since &&
      (before === undefined || compareCursors(cursorOf(stored), before) < 0) &&
      (after === undefined || compareCursors(cursorOf(stored), after) > 0);
    const all = [...(older?.entries ?? []).map(now), ...newer.filter(isIn)].toSorted((a, b) =>
      compareCursors(cursorOf(a), cursorOf(b)),
    );
    const entries = after === undefined ? all.slice(-limit) : all.slice(0, limit);
    return { entries, more: all.length > limit || (older?.more ?? false) };
  };

  return {
    keep(mail) {
      const key = takeKey();
      mine.keep(mail);
      keys.push(key);
      return key;
    },
    deliver(origin, destination, number, delivery) {
      const place = mine.deliver(origin, destination, number, delivery);
      if (place !== undefined) return keys[place];
      const found = base?.numbered(origin, destination, number);
      if (found !== undefined) changed.set(found.key, { ...found, mail: { ...found.mail, delivery } });
      return found?.key;
    },
    unfinished() {
      const older = (base?.unfinished() ?? []).filter((mail) => {
        const stored = base?.numbered(mail.origin, mail.destination, mail.number);
        return stored === undefined || isUnfinished(now(stored).mail);
      });
      return [...older, ...mine.unfinished()];
    },
    last(origin, destination) {
      const last = mine.last(origin, destination);
      return last.number > 0 ? last : (base?.last(origin, destination) ?? last);
    },
    page: (conversation, query) => pageOf(query, base?.page(conversation, query), ours(conversation)),
    pageOfAll: (query) => pageOf(query, base?.pageOfAll(query), everything()),
    find(key) {
      const place = keys.indexOf(key);
      const found = place >= 0 ? storedAt(place) : base?.find(key);
      return found === undefined ? undefined : now(found);
    },
    numbered(origin, destination, number) {
      const place = mine.all.findIndex(
        (mail) => mail.number === number && mail.origin === origin && mail.destination === destination,
      );
      const found = storedAt(place) ?? base?.numbered(origin, destination, number);
      return found === undefined ? undefined : now(found);
    },
    conversations() {
      const all = new Map<Origin, ConversationSummary>();
      for (const summary of base?.conversations() ?? []) {
        all.set(summary.conversation, { ...summary, last: now(summary.last) });
      }
      for (const place of keys.keys()) {
        const last = storedAt(place);
        if (last === undefined) continue;
        const conversation = conversationOf(last.mail);
        all.set(conversation, { conversation, last, total: (all.get(conversation)?.total ?? 0) + 1 });
      }
      return [...all.values()].toSorted((a, b) => b.last.key - a.last.key).slice(0, MAX_CONVERSATIONS);
    },
    count: (conversation, since = 0) =>
      ours(conversation).filter(({ mail }) => mail.shownAt >= since).length + (base?.count(conversation, since) ?? 0),
    receivedAfter: (conversation, key, since = 0) =>
      ours(conversation).filter(
        (stored) => stored.key > key && stored.mail.delivery === undefined && stored.mail.shownAt >= since,
      ).length + (base?.receivedAfter(conversation, key, since) ?? 0),
  };
}

const isUnfinished = ({ delivery }: Mail): boolean => delivery === 'waiting' || delivery === 'sent';
const cursorOf = ({ key, mail }: StoredMail): Cursor => ({ shownAt: mail.shownAt, key });
