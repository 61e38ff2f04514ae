/**
 * A file that a message offers: its last line, `peerster://file/<root>?size=<bytes>&name=<name>`. A line of the text and no
 * extension, as course peers that relay a rumor drop those, and people who read it there still see name and hash.
 *
 * Strict: what isn't exactly this is text.
 */
import { parseHash, MAX_FILE_CHUNKS, CHUNK_BYTES, type Hash } from './file.ts';

export interface FileLink {
  readonly root: Hash;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** What stands above the link. */
  readonly caption: string;
}

/** Of a name in UTF-16 units: what file systems have, and then some. */
const MAX_NAME = 255;
const PATTERN = /(?:^|\n)peerster:\/\/file\/([0-9a-f]{64})\?size=(0|[1-9]\d{0,14})&name=([\w.!~*'()%-]{1,2300})$/;

export function linkText({ root, name, size, caption }: FileLink): string {
  const shown = encodeURIComponent(name.toWellFormed().slice(0, MAX_NAME).toWellFormed());
  const link = `peerster://file/${root}?size=${size}&name=${shown}`;
  return caption === '' ? link : `${caption}\n${link}`;
}

export function readLink(text: string): FileLink | undefined {
  if (!text.includes('peerster://file/')) return undefined; // nearly all
  const match = PATTERN.exec(text);
  const root = parseHash(match?.[1] ?? '');
  const size = Number(match?.[2]);
  const name = decoded(match?.[3] ?? '');
  if (match === null || root === undefined || name === undefined || size > MAX_FILE_CHUNKS * CHUNK_BYTES)
    return undefined;
  return { root, size, name, caption: text.slice(0, match.index) };
}

function decoded(text: string): string | undefined {
  try {
    const name = decodeURIComponent(text);
    return name === '' || name.length > MAX_NAME ? undefined : name;
  } catch {
    return undefined;
  }
}
