/**
 * How far was read, kept where the browser keeps things for this address; where it keeps nothing, all counts as read.
 *
 * 1. All tabs keep it in one place: each writes only what it changed itself, and hears what the others change.
 * 2. Where two changed the same mark, the greater one holds. Else a lower one may replace it: the log began anew.
 */

/** Of private conversations: as many as the peer lists. */
export const MAX_READ_MARKS = 500;

export interface ReadMarks {
  /** Undefined: not known. */
  readonly everyone: number | undefined;
  /** Of private conversations, by the other one's origin; the one that was read last is the last one. */
  readonly privates: ReadonlyMap<string, number>;
}

/** `conversation`: everyone's, whose group these are all of. */
const keyOf = (conversation: string): string => `readUpTo:${conversation}`;
const privateKeyOf = (conversation: string): string => `readUpTo:private:${conversation}`;

export const readMarks = (conversation: string): ReadMarks => ({
  everyone: markIn(keptUnder(keyOf(conversation))),
  privates: marksIn(keptUnder(privateKeyOf(conversation))),
});

/** `before`: what this tab had when it read or kept them last; `now`: what it has. */
export function keepReadMarks(conversation: string, before: ReadMarks, now: ReadMarks): void {
  const kept = readMarks(conversation);
  const everyone = mergeMark(kept.everyone, before.everyone, now.everyone);
  if (everyone !== kept.everyone && everyone !== undefined) keepUnder(keyOf(conversation), String(everyone));
  const privates = mergeMarks(kept.privates, before.privates, now.privates);
  if (privates !== kept.privates) keepUnder(privateKeyOf(conversation), JSON.stringify(Object.fromEntries(privates)));
}

/** Calls `hear` with the marks that another tab changed; returns what ends it. */
export function hearReadMarks(conversation: string, hear: (marks: ReadMarks) => void): () => void {
  const listener = ({ key, oldValue, newValue }: StorageEvent): void => {
    if (key === keyOf(conversation)) hear({ everyone: markIn(newValue), privates: new Map() });
    if (key !== privateKeyOf(conversation)) return;
    const old = marksIn(oldValue);
    const changed = [...marksIn(newValue)].filter(([origin, mark]) => mark !== old.get(origin));
    hear({ everyone: undefined, privates: new Map(changed) });
  };
  window.addEventListener('storage', listener);
  return () => window.removeEventListener('storage', listener);
}

/** Invariants 1 and 2. Undefined: there is none. */
function mergeMark(kept: number | undefined, before: number | undefined, now: number | undefined): number | undefined {
  if (now === before) return kept;
  if (kept === before) return now;
  return Math.max(kept ?? 0, now ?? 0);
}

/** The same map where nothing is to be changed. */
function mergeMarks(
  kept: ReadMarks['privates'],
  before: ReadMarks['privates'],
  now: ReadMarks['privates'],
): ReadMarks['privates'] {
  const merged = new Map(kept);
  const gone = [...before.keys()].filter((origin) => !now.has(origin));
  for (const origin of [...gone, ...now.keys()]) {
    const mark = mergeMark(kept.get(origin), before.get(origin), now.get(origin));
    if (mark === kept.get(origin)) continue;
    merged.delete(origin);
    if (mark !== undefined) merged.set(origin, mark);
  }
  const isSame = merged.size === kept.size && [...merged].every(([origin, mark]) => kept.get(origin) === mark);
  return isSame ? kept : new Map([...merged].slice(-MAX_READ_MARKS));
}

function markIn(text: string | null): number | undefined {
  const mark = Number.parseInt(text ?? '', 10);
  return isMark(mark) ? mark : undefined;
}

function marksIn(text: string | null): ReadonlyMap<string, number> {
  try {
    const kept: unknown = JSON.parse(text ?? '{}');
    if (typeof kept !== 'object' || kept === null) return new Map();
    return new Map(Object.entries(kept).filter((one): one is [string, number] => isMark(one[1])));
  } catch {
    return new Map();
  }
}

const isMark = (mark: unknown): boolean => Number.isSafeInteger(mark) && Number(mark) >= 0;

function keptUnder(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keepUnder(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Then it is not remembered.
  }
}
