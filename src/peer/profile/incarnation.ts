/**
 * May this start go on with the incarnation that the database last spoke under? (protocol.md §3, "Identity".)
 * Where there is any doubt, no: a new incarnation is always safe, an ID used twice never is.
 */
import type { LastIncarnation } from '../log/database.ts';
import type { MarkContent } from './mark.ts';
import { isSamePlace, type Place } from './settings.ts';

export interface Evidence {
  readonly last: LastIncarnation | undefined;
  /** The token in the database. */
  readonly generation: string | undefined;
  readonly mark: MarkContent | undefined;
  readonly recorded: Place | undefined;
  readonly here: Place;
}

export type Verdict =
  | { readonly kind: 'goOn'; readonly incarnation: Uint8Array }
  /** The database is new, or was set aside. */
  | { readonly kind: 'first' }
  /** The folder was copied, moved to another machine, or restored. */
  | { readonly kind: 'copied' }
  /** The database is older than what this profile last said. */
  | { readonly kind: 'old' };

export function judge({ last, generation, mark, recorded, here }: Evidence): Verdict {
  if (last === undefined) return { kind: 'first' };
  if (!isSamePlace(recorded, here)) return { kind: 'copied' };
  if (mark === undefined || mark.token !== generation) return { kind: 'old' };
  if (mark.incarnation !== Buffer.from(last.incarnation).toString('hex')) return { kind: 'old' };
  if (last.nextId < mark.nextId) return { kind: 'old' };
  return { kind: 'goOn', incarnation: last.incarnation };
}
