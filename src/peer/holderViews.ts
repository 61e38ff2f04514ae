/**
 * Who holds what, for clients.
 *
 * 1. Never more than was reported (gossiper/holders.ts): each answer has the time of the report, and who never said
 *    anything of an origin is unknown, not lacking.
 * 2. The origins of one person are one: the report that says most of it counts, with its own time.
 * 3. We ourselves and who is blocked are not counted; who is muted is, as their peer holds and passes on what it gets.
 */
import { splitOrigin } from '../gossiper/identity.ts';
import type { Gossiper, Holder } from '../gossiper/index.ts';
import type { Origin } from '../gossiper/names.ts';
import type { Home } from './profile/home.ts';
import type { HoldersView, HoldingView, PeerEvent, PeerView, SyncView } from './views.ts';

/** As the API promises them. */
const MAX_MISSING = 5;
const MAX_HELD_BY = 5;
/** A report that only became newer is told again after this long. */
const RENEW_MS = 20_000;

export interface HolderViews {
  readonly of: (origin: Origin, id: number) => HoldersView;
  readonly holding: () => HoldingView;
  /** What is to be told since the last time; undefined: nothing. */
  readonly news: () => PeerEvent | undefined;
  readonly missing: () => SyncView['missing'];
}

type Who = (origin: Origin) => Pick<PeerView, 'name' | 'person'>;
type Other = Omit<HoldingView['others'][number], 'upTo'> & { readonly holder: Holder };

export function createHolderViews(
  home: Pick<Home, 'identity' | 'isOwn'>,
  gossiper: () => Pick<Gossiper, 'holdersOf' | 'missing'>,
  who: Who,
  blocked: () => ReadonlySet<Origin>,
): HolderViews {
  let told: HoldingView = { origin: '', others: [] };

  const nameOf = (origin: Origin): string => who(origin).name ?? splitOrigin(origin).name;

  const others = (origin: Origin): Other[] => {
    const persons = new Map<string, Other>();
    const without = blocked();
    for (const holder of gossiper().holdersOf(origin)) {
      if (home.isOwn(holder.origin) || without.has(holder.origin)) continue;
      const { person } = who(holder.origin);
      const { origin: id, how, isTold } = holder;
      const other = {
        origin: id,
        name: nameOf(id),
        person,
        how,
        holder,
        at: isTold ? Math.round(holder.at) : null,
        heard: Math.round(holder.heardAt),
      };
      const key = person ?? `origin ${id}`;
      const known = persons.get(key);
      if (known === undefined || saysMore(holder, known.holder)) persons.set(key, other);
    }
    return [...persons.values()].toSorted((a, b) => compare(a.name, b.name) || compare(a.origin, b.origin));
  };

  const holding = (): HoldingView => {
    const { origin } = home.identity;
    return {
      origin,
      others: others(origin).map(({ holder, ...other }) => ({
        ...other,
        upTo: holder.isTold ? holder.nextId - 1 : null,
      })),
    };
  };

  return {
    of(asked, id) {
      const holders = others(asked).map(({ origin, name, person, at, how, holder }) => ({
        origin,
        name,
        person,
        at,
        how,
        holds: holder.isTold ? holder.nextId > id : null,
      }));
      return { holders: holders.toSorted((a, b) => rank(a.holds) - rank(b.holds)), of: holders.length };
    },
    holding,
    news() {
      const now = holding();
      if (!isNews(told, now)) return undefined;
      told = now;
      return { type: 'holding', holding: now };
    },
    missing: () =>
      gossiper()
        .missing(MAX_MISSING)
        .map(({ origin, count, heldBy }) => ({
          origin,
          name: nameOf(origin),
          count,
          heldBy: [...new Set(heldBy.map(nameOf))].slice(0, MAX_HELD_BY),
        })),
  };
}

/** Holds more, or said something at all, or as much and later. */
const saysMore = (a: Holder, b: Holder): boolean => {
  if (a.isTold !== b.isTold) return a.isTold;
  return a.nextId === b.nextId ? a.at > b.at : a.nextId > b.nextId;
};

const rank = (holds: boolean | null): number => (holds === true ? 0 : holds === false ? 1 : 2);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Times alone are news only once they are far from what was told. */
function isNews(before: HoldingView, now: HoldingView): boolean {
  if (before.origin !== now.origin || before.others.length !== now.others.length) return true;
  return now.others.some((other, i) => {
    const was = before.others[i];
    if (was === undefined) return true;
    const { at, heard, ...rest } = other;
    const { at: wasAt, heard: wasHeard, ...restWas } = was;
    return (
      JSON.stringify(rest) !== JSON.stringify(restWas) ||
      (at === null) !== (wasAt === null) ||
      Math.abs((at ?? 0) - (wasAt ?? 0)) >= RENEW_MS ||
      Math.abs(heard - wasHeard) >= RENEW_MS
    );
  });
}
