/** What a profile remembers besides its messages: `profile.json`. Written whole at each change, which is rare. */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { PolicyName, Rule } from '../../gossiper/input.ts';
import { parseAddress, parseOrigin, type Address, type Origin } from '../../gossiper/names.ts';
import { parseChoices, type Choices } from '../choices.ts';
import { placeOf, replaceFile, type Folder } from './folder.ts';

export interface Settings {
  /** Absent until a person chose one. */
  readonly name?: string;
  readonly place?: Place;
  /** What its messages are signed for; null: no group. Absent until the first start. */
  readonly group?: string | null;
  /** Peers that the person added. */
  readonly peers: readonly Address[];
  /** Peers heard of in the last run: tried at the next start. */
  readonly met: readonly Address[];
  readonly peerRules: ReadonlyMap<Address, Rule>;
  readonly originRules: ReadonlyMap<Origin, Rule>;
  readonly policy?: PolicyName;
  /** What of the rest the person set. */
  readonly choices: Readonly<Partial<Choices>>;
}

/** Where the folder is: what a copy of it, or a restored backup, gets wrong. */
export interface Place {
  readonly machine: string;
  readonly inode: string;
}

export const NO_SETTINGS: Settings = { peers: [], met: [], peerRules: new Map(), originRules: new Map(), choices: {} };
/** As many as are worth a first datagram each at a start. */
export const MAX_MET = 32;

export interface LoadedSettings {
  readonly settings: Settings;
  /** The file was unreadable; this is where it lies now. */
  readonly setAside?: string;
}

/** A damaged file costs the settings, not the start. */
export function loadSettings(folder: Folder, now: number): LoadedSettings {
  let text: string;
  try {
    text = readFileSync(folder.settings, 'utf8');
  } catch {
    return { settings: NO_SETTINGS };
  }
  const settings = parseSettings(text);
  if (settings !== undefined) return { settings };
  const aside = `${folder.settings}.damaged-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}`;
  renameSync(folder.settings, aside);
  return { settings: NO_SETTINGS, setAside: aside };
}

/** Of the profile in this folder; undefined: it says nothing of one. */
export function groupOfProfile(path: string): string | null | undefined {
  try {
    return parseSettings(readFileSync(join(path, 'profile.json'), 'utf8'))?.group;
  } catch {
    return undefined;
  }
}

/** Throws what the disk throws. */
export function saveSettings(folder: Folder, settings: Settings): void {
  const rules = {
    peerRules: Object.fromEntries(settings.peerRules),
    originRules: Object.fromEntries(settings.originRules),
  };
  replaceFile(folder.settings, `${JSON.stringify({ version: 1, ...settings, ...rules }, undefined, 2)}\n`);
}

/** The machine's own id, hashed, as it is nobody's business; where it has none, "": its name changes with the network. */
export function placeNow(folder: Folder): Place {
  let id: string | undefined;
  for (const path of ['/etc/machine-id', '/var/lib/dbus/machine-id']) {
    try {
      id = readFileSync(path, 'utf8').trim();
      break;
    } catch {
      // Not this kind of system.
    }
  }
  const machine =
    id === undefined ? '' : createHash('sha256').update(`peerster-machine-1 ${id}`).digest('hex').slice(0, 16);
  return { machine, ...placeOf(folder.path) };
}

export const isSamePlace = (a: Place | undefined, b: Place): boolean =>
  a !== undefined && a.machine === b.machine && a.inode === b.inode;

function parseSettings(text: string): Settings | undefined {
  const parsed = objectOf(parseJson(text));
  if (parsed === undefined || parsed['version'] !== 1) return undefined;
  const { name, policy, group } = parsed;
  const place = parsePlace(parsed['place']);
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(place === undefined ? {} : { place }),
    ...(typeof group === 'string' || group === null ? { group } : {}),
    peers: addresses(parsed['peers']),
    met: addresses(parsed['met']).slice(0, MAX_MET),
    peerRules: rules(parsed['peerRules'], parseAddress),
    originRules: rules(parsed['originRules'], parseOrigin),
    choices: parseChoices(parsed['choices']),
    ...(policy === 'eager' || policy === 'coinFlip' ? { policy } : {}),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const objectOf = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

function parsePlace(value: unknown): Place | undefined {
  const { machine, inode } = objectOf(value) ?? {};
  if (typeof machine !== 'string' || typeof inode !== 'string') return undefined;
  return { machine, inode };
}

const addresses = (value: unknown): Address[] =>
  Array.isArray(value) ? value.flatMap((text) => (typeof text === 'string' ? (parseAddress(text) ?? []) : [])) : [];

function rules<Key extends string>(value: unknown, parse: (text: string) => Key | undefined): Map<Key, Rule> {
  const found = new Map<Key, Rule>();
  for (const [text, rule] of Object.entries(objectOf(value) ?? {})) {
    const key = parse(text);
    if (key !== undefined && (rule === 'mute' || rule === 'block')) found.set(key, rule);
  }
  return found;
}
