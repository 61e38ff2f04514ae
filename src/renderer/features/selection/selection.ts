/** Which messages are selected: single ones, and a run that grows and shrinks from an anchor. */

export interface Selection {
  readonly keys: ReadonlySet<number>;
  /** Where a run begins and where it ends now; undefined: none was begun. */
  readonly anchor: number | undefined;
  readonly head: number | undefined;
}

export const nothingSelected: Selection = { keys: new Set(), anchor: undefined, head: undefined };

/** One more, or one less. The next run begins here. */
export function toggled({ keys }: Selection, key: number): Selection {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next.size === 0 ? nothingSelected : { keys: next, anchor: key, head: key };
}

/** `order`: the keys of what is loaded. The run from the anchor ends at `key`; what else was selected stays. */
export function extendedTo(selection: Selection, key: number, order: readonly number[]): Selection {
  const anchor = selection.anchor ?? key;
  const [from, to] = [order.indexOf(anchor), order.indexOf(key)];
  if (to < 0) return selection;
  // The anchor was scrolled out of what is loaded.
  if (from < 0) return { keys: new Set([...selection.keys, key]), anchor: key, head: key };
  const rest = new Set(selection.keys);
  for (const old of runOf(order, from, order.indexOf(selection.head ?? anchor))) rest.delete(old);
  return { keys: new Set([...rest, ...runOf(order, from, to)]), anchor, head: key };
}

/** One message up or down from the end of the run; without a run it begins at `start`. */
export function extendedBy(selection: Selection, by: 1 | -1, start: number, order: readonly number[]): Selection {
  if (selection.head === undefined) return extendedTo(selection, start, order);
  const next = order[order.indexOf(selection.head) + by];
  return next === undefined ? selection : extendedTo(selection, next, order);
}

export const all = (order: readonly number[]): Selection =>
  order.length === 0 ? nothingSelected : { keys: new Set(order), anchor: order[0], head: order.at(-1) };

const runOf = (order: readonly number[], one: number, other: number): readonly number[] =>
  other < 0 ? [] : order.slice(Math.min(one, other), Math.max(one, other) + 1);
