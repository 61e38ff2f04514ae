/** What people type, checked at the door: a value that the core can trust, or a sentence that says what to do. */
import { MAX_ORIGIN_BYTES, MAX_PRIVATE_TEXT_BYTES, MAX_TEXT_BYTES } from '../gossiper/limits.ts';
import { byteLength, parseAddress, parseOrigin, type Address, type Origin } from '../gossiper/names.ts';
import { done, refused, type Result } from '../gossiper/result.ts';

/** In characters as people count them: what a line of a chat shows. With a tag it also has to fit an origin. */
export const MAX_NAME_CHARACTERS = 64;
const TAG_BYTES = 17;
const CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** Unspecified, multicast and broadcast addresses. */
const NOBODY = /^(?:0\.|22[4-9]\.|23\d\.|255\.255\.255\.255|\[::\]|\[ff)/;

/** Well-formed, 1 to `most` bytes, not all of them white space. */
export function checkText(text: string, most = MAX_TEXT_BYTES): Result<string> {
  const formed = text.toWellFormed();
  if (formed.trim() === '') return refused('text-empty', 'There is nothing to send. Type a message first.');
  const bytes = byteLength(formed);
  if (bytes > most) {
    return refused(
      'text-too-long',
      `The message is ${bytes} bytes long; ${most} are the most that one can carry. Shorten it or send it in parts.`,
    );
  }
  return done(formed);
}

/** Of a message to one person: what is left of a datagram once it is sealed. */
export const checkPrivateText = (text: string): Result<string> => checkText(text, MAX_PRIVATE_TEXT_BYTES);

/** A person's name: it will stand before a tag. */
export function checkName(name: string): Result<string> {
  const trimmed = name.toWellFormed().trim();
  if (trimmed === '') return refused('name-empty', 'The name is empty. Type the name that others shall see.');
  const characters = Array.from(new Intl.Segmenter().segment(trimmed)).length;
  if (characters > MAX_NAME_CHARACTERS) {
    return refused(
      'name-too-long',
      `The name has ${characters} characters; ${MAX_NAME_CHARACTERS} are the most. Choose a shorter one.`,
    );
  }
  const bytes = byteLength(trimmed);
  if (bytes > MAX_ORIGIN_BYTES - TAG_BYTES) {
    return refused(
      'name-too-long',
      `The name is ${bytes} bytes long; ${MAX_ORIGIN_BYTES - TAG_BYTES} are the most. Choose a shorter one.`,
    );
  }
  if (CONTROL.test(trimmed)) {
    return refused(
      'name-not-allowed',
      'The name holds control characters, which others could not see. Leave them out.',
    );
  }
  return done(trimmed);
}

/** A course peer's name is its origin as it stands. */
export function checkCourseName(name: string): Result<Origin> {
  const formed = name.toWellFormed();
  if (formed === '') return refused('name-empty', 'The name is empty. Give one with -name.');
  const origin = parseOrigin(formed);
  if (origin === undefined) {
    return refused(
      'name-too-long',
      `The name is ${byteLength(formed)} bytes long; ${MAX_ORIGIN_BYTES} are the most. Choose a shorter one.`,
    );
  }
  return done(origin);
}

export function checkAddress(text: string): Result<Address> {
  const address = parseAddress(text.trim());
  const shown = text.toWellFormed().slice(0, 60);
  if (address !== undefined && !NOBODY.test(address)) return done(address);
  if (address !== undefined)
    return refused(
      'bad-address',
      `"${shown}" is nobody's address, but that of all or none. Type the address of one peer.`,
    );
  return refused('bad-address', `"${shown}" is not an address. Type an IP address and a port, like 192.168.1.7:5000.`);
}
