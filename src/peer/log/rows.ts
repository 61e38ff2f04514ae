/** Rows of the database to values of ours. Our own tables, but a disk can lie: anything else than expected throws. */
import { parseAddress, parseOrigin, type Origin } from '../../gossiper/names.ts';
import type { Birth, Rumor } from '../../gossiper/packet.ts';
import type { Arrival, LogEntry } from '../../gossiper/ports.ts';
import { textOf } from '../../wire/text.ts';
import type { Stored } from './store.ts';

/** As node:sqlite gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** A row that can't have been written by us: the file is damaged. */
export class DamagedRow extends Error {}

const HOW: readonly Arrival[] = ['said', 'rumor', 'catchUp'];
export const howNumber = (how: Arrival): number => HOW.indexOf(how);

/** SQLite keeps 64-bit integers, a claim from the wire may be any number. */
export const storable = (ms: number): number => Math.trunc(Math.max(0, Math.min(ms, Number.MAX_SAFE_INTEGER)));

export function integer(value: unknown): number {
  if (typeof value !== 'number') throw new DamagedRow('a number is missing');
  return value;
}

export function blob(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new DamagedRow('bytes are missing');
  return value;
}

export function originOf(value: unknown): Origin {
  const origin = parseOrigin(textOf(blob(value)));
  if (origin === undefined) throw new DamagedRow('an origin is not one');
  return origin;
}

const optional = (value: unknown): number | undefined => (value === null ? undefined : integer(value));

export function readRumor(row: Row, origin = originOf(row['origin'])): Rumor {
  return { origin, id: integer(row['id']), text: textOf(blob(row['text'])), extensions: blob(row['extensions']) };
}

export function readBirth(row: Row): Birth | undefined {
  if (row['public_key'] === null) return undefined;
  return {
    publicKey: blob(row['public_key']),
    incarnation: blob(row['incarnation']),
    sealKey: blob(row['seal_key']),
  };
}

export function readStored(row: Row, origin: Origin): Stored {
  const how = HOW[integer(row['how'])];
  if (how === undefined) throw new DamagedRow('a kind of arrival is not one');
  const from = typeof row['via'] === 'string' ? parseAddress(row['via']) : undefined;
  const hops = optional(row['hops']);
  const saidAt = optional(row['said_at']);
  const entry: LogEntry = {
    rumor: readRumor(row, origin),
    trust: row['verified'] === 1 ? 'verified' : 'unverified',
    how,
    ...(from === undefined ? {} : { from }),
    ...(hops === undefined ? {} : { hops }),
    ...(saidAt === undefined ? {} : { saidAt }),
    arrivedAt: integer(row['arrived_at']),
    shownAt: integer(row['shown_at']),
  };
  return { key: integer(row['key']), entry };
}
