/**
 * The secret that a client shows.
 *
 * 1. A token travels in the header `Authorization: Bearer`, or once in the body that opens a session; never in a query.
 * 2. The cookie holds a value made from the token, not the token, and survives a restart of the peer.
 * 3. Comparing takes as long for a wrong secret as for the right one.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** 16 characters of base64url are 96 bits: beyond guessing over a network. */
export const MIN_TOKEN_LENGTH = 16;
const MAX_TOKEN_LENGTH = 512;

export interface TokenCheck {
  isToken(text: string): boolean;
  isCookie(text: string): boolean;
  readonly cookieValue: string;
}

/** `token` is at least MIN_TOKEN_LENGTH printable characters. */
export function tokenCheck(token: string): TokenCheck {
  const cookieValue = createHmac('sha256', token).update('peerster-session-1').digest('base64url');
  return { isToken: (text) => isSame(text, token), isCookie: (text) => isSame(text, cookieValue), cookieValue };
}

export const isUsableToken = (text: string): boolean =>
  text.length >= MIN_TOKEN_LENGTH && text.length <= MAX_TOKEN_LENGTH && /^[\x21-\x7e]+$/.test(text);

/** Digests have one length, so that the comparison tells nothing, not even the length. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (text: string): Uint8Array => createHash('sha256').update(text).digest();
