/**
 * Who is here, and what is to be told when several go or come back together. A fold over what the peer tells.
 *
 * 1. A line says that we are cut off when within TOGETHER_MS at least two people vanished, or half of those who were
 *    here; whoever vanishes in that time too is put into the same line. A single one of many who goes home is no news.
 * 2. Someone vanishes when no address of theirs is reachable any more. Whoever was removed, or was away already when the
 *    page was opened, didn't vanish.
 * 3. When one of a line is back, another line says so, for all who come back within TOGETHER_MS, with the messages that
 *    were caught up: until CATCH_UP_MS passed without one.
 * 4. Lines are kept for the session, the newest MAX_LINES; they are no messages.
 */
import type { Message, Peer } from '../../api/contract.ts';

/** A silent neighbour is found out by pings, some 18 s after it was heard last, each at a moment of its own. */
export const TOGETHER_MS = 25_000;
export const CATCH_UP_MS = 20_000;
export const MAX_LINES = 100;

interface Someone {
  /** Their person where the key is known, else their origin. */
  readonly who: string;
  readonly name: string;
}

export interface GatheringLine {
  readonly id: number;
  /** ms since 1970, by the page's clock. */
  readonly at: number;
  readonly kind: 'cutOff' | 'healed';
  readonly people: readonly Someone[];
  /** Of `healed`: for how long they were away, ms, and how many messages were caught up since. */
  readonly away: number;
  readonly caughtUp: number;
  /** When something was put into it last. */
  readonly changedAt: number;
}

export interface Gathering {
  readonly here: ReadonlyMap<string, Someone>;
  /** Who vanished lately: too few for a line so far. `of`: how many were here before the first of them did. */
  readonly vanished: readonly (Someone & { readonly at: number; readonly of: number })[];
  /** Whom the lines say that we are cut off from, and since when. */
  readonly away: ReadonlyMap<string, number>;
  readonly lines: readonly GatheringLine[];
  readonly nextId: number;
}

export const nobodyYet: Gathering = { here: new Map(), vanished: [], away: new Map(), lines: [], nextId: 1 };

const whoIs = ({ person, origin, name }: Peer): Someone | undefined =>
  origin === null || name === null ? undefined : { who: person ?? origin, name };

function hereIn(peers: Iterable<Peer>): Map<string, Someone> {
  const here = new Map<string, Someone>();
  for (const peer of peers) {
    const someone = peer.state === 'reachable' ? whoIs(peer) : undefined;
    if (someone !== undefined) here.set(someone.who, someone);
  }
  return here;
}

/** `isWhole`: all peers were read anew, as at the start; who is missing then didn't vanish just now. */
export function gather(gathering: Gathering, peers: Iterable<Peer>, at: number, isWhole = false): Gathering {
  const all = [...peers];
  const here = hereIn(all);
  const silent = new Set(all.flatMap((peer) => (peer.state === 'unreachable' ? (whoIs(peer)?.who ?? []) : [])));
  const gone = isWhole ? [] : [...gathering.here.values()].filter(({ who }) => !here.has(who) && silent.has(who));
  const came = [...here.values()].filter(({ who }) => !gathering.here.has(who));
  if (gone.length === 0 && came.length === 0 && here.size === gathering.here.size) {
    return { ...gathering, here }; // names may have changed
  }
  const next = { ...gathering, here, vanished: gathering.vanished.filter((one) => !here.has(one.who)) };
  return comeBack(vanish(next, gone, gathering.here.size, at), came, at);
}

/** Invariant 1. */
function vanish(gathering: Gathering, gone: readonly Someone[], before: number, at: number): Gathering {
  if (gone.length === 0) return gathering;
  const recent = gathering.vanished.filter((one) => at - one.at <= TOGETHER_MS);
  const of = recent[0]?.of ?? before;
  const vanished = [...recent, ...gone.map(({ who, name }) => ({ who, name, at, of }))];
  const open = lastLine(gathering, 'cutOff', at);
  if (open === undefined && vanished.length < 2 && vanished.length * 2 < of) return { ...gathering, vanished };
  const away = new Map(gathering.away);
  for (const one of vanished) away.set(one.who, one.at);
  return withLine({ ...gathering, vanished: [], away }, 'cutOff', vanished, at, 0, open);
}

/** Invariant 3. */
function comeBack(gathering: Gathering, came: readonly Someone[], at: number): Gathering {
  const back = came.filter(({ who }) => gathering.away.has(who));
  if (back.length === 0) return gathering;
  const away = new Map(gathering.away);
  const since = Math.min(...back.map(({ who }) => away.get(who) ?? at));
  for (const { who } of back) away.delete(who);
  return withLine({ ...gathering, away }, 'healed', back, at, at - since, lastLine(gathering, 'healed', at));
}

/** A message that was fetched: while people are back, it is one that was missed meanwhile. */
export function catchUp(gathering: Gathering, { how, own }: Pick<Message, 'how' | 'own'>, at: number): Gathering {
  const line = gathering.lines.findLast(({ kind }) => kind === 'healed');
  if (how !== 'catchUp' || own || line === undefined || at - line.changedAt > CATCH_UP_MS) return gathering;
  return replaced(gathering, { ...line, caughtUp: line.caughtUp + 1, changedAt: at });
}

const lastLine = ({ lines }: Gathering, kind: GatheringLine['kind'], at: number): GatheringLine | undefined => {
  const last = lines.at(-1);
  return last?.kind === kind && at - last.at <= TOGETHER_MS ? last : undefined;
};

function withLine(
  gathering: Gathering,
  kind: GatheringLine['kind'],
  more: readonly Someone[],
  at: number,
  away: number,
  open: GatheringLine | undefined,
): Gathering {
  const people = new Map([...(open?.people ?? []), ...more].map(({ who, name }) => [who, { who, name }]));
  const line: GatheringLine = {
    id: open?.id ?? gathering.nextId,
    at: open?.at ?? at,
    kind,
    people: [...people.values()],
    away: Math.max(away, open?.away ?? 0),
    caughtUp: open?.caughtUp ?? 0,
    changedAt: at,
  };
  if (open !== undefined) return replaced(gathering, line);
  return { ...gathering, nextId: line.id + 1, lines: [...gathering.lines, line].slice(-MAX_LINES) };
}

const replaced = (gathering: Gathering, line: GatheringLine): Gathering => ({
  ...gathering,
  lines: gathering.lines.map((one) => (one.id === line.id ? line : one)),
});

/** Those that stand after one message and before the next; both undefined where nothing limits them. */
export const linesBetween = (
  lines: readonly GatheringLine[],
  after: number | undefined,
  before: number | undefined,
): readonly GatheringLine[] => lines.filter(({ at }) => at >= (after ?? -Infinity) && at < (before ?? Infinity));
