/**
 * What a peer tells its network about itself, and how our own announcements spell it: a line that says what it is, then
 * JSON. It goes by multicast and broadcast to ANNOUNCE_PORT, where no Go Peerster listens.
 *
 * Whoever sent it may lie: an announcement only ever makes us try an address, and shows a name.
 */
import { parseInstance, type Instance } from '../../gossiper/names.ts';

export const ANNOUNCE_PORT = 50_671;
/** Administratively scoped (RFC 2365): routers keep it inside the site. */
export const ANNOUNCE_GROUP_4 = '239.192.67.71';
/** Link-local scope, transient (RFC 4291). */
export const ANNOUNCE_GROUP_6 = 'ff12::6771';

export interface Announcement {
  /** `here`: that is me. `who`: that is me, and who else is there? `bye`: I am leaving. */
  readonly kind: 'here' | 'who' | 'bye';
  /** Names one run: several addresses of one peer, and our own announcements, are told by it. */
  readonly instance: Instance;
  /** "" until it has one. */
  readonly origin: string;
  readonly name: string;
  /** A group's name is no secret. */
  readonly group: string;
  /** Where it gossips. */
  readonly port: number;
}

const HEAD = 'peerster-announce-1\n';
/** Names of 255 bytes, each byte escaped to six characters, and the rest: one UDP datagram in any network. */
export const MAX_ANNOUNCEMENT_BYTES = 5_000;
const MAX_NAME_LENGTH = 255;
export const MAX_GROUP_LENGTH = 64;

export const encodeAnnouncement = (announcement: Announcement): Uint8Array =>
  Buffer.from(HEAD + JSON.stringify(announcement));

/** Undefined: not an announcement of ours. */
export function decodeAnnouncement(bytes: Uint8Array): Announcement | undefined {
  if (bytes.length > MAX_ANNOUNCEMENT_BYTES) return undefined;
  const text = Buffer.from(bytes).toString();
  return text.startsWith(HEAD) ? parseAnnouncement(jsonOf(text.slice(HEAD.length))) : undefined;
}

/** From its fields, wherever they were read. */
export function parseAnnouncement(value: unknown): Announcement | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kind, instance, origin, name, group, port } = value as Record<string, unknown>;
  const run = typeof instance === 'string' ? parseInstance(instance) : undefined;
  if (kind !== 'here' && kind !== 'who' && kind !== 'bye') return undefined;
  if (run === undefined || !isText(origin, MAX_NAME_LENGTH) || !isText(name, MAX_NAME_LENGTH)) return undefined;
  if (!isText(group, MAX_GROUP_LENGTH) || !isPort(port)) return undefined;
  return { kind, instance: run, origin, name, group, port };
}

const isText = (value: unknown, limit: number): value is string => typeof value === 'string' && value.length <= limit;
const isPort = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
