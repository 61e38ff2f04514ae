/** Messages of a while that become one notification. */
import type { Message } from '../../../api/contract.ts';

export interface Group {
  /** The one that a click leads to. */
  readonly first: Message;
  readonly newest: Message;
  readonly count: number;
  /** Origin → name, in the order in which they spoke first. */
  readonly authors: ReadonlyMap<string, string>;
}

/** Nobody reads more names, and anyone can make up origins. */
export const MAX_AUTHORS = 100;

export function join(group: Group | undefined, message: Message): Group {
  const { origin, name } = message;
  if (group === undefined) return { first: message, newest: message, count: 1, authors: new Map([[origin, name]]) };
  const isKnown = group.authors.has(origin) || group.authors.size >= MAX_AUTHORS;
  const authors = isKnown ? group.authors : new Map(group.authors).set(origin, name);
  return { ...group, newest: message, count: group.count + 1, authors };
}
