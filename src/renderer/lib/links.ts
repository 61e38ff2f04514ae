/** Finds http(s) links and invitations in a text. The text is a stranger's: what is not surely one stays text. */
import { isAppLink, readInvite, type Invite } from '../../api/invite.ts';

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }
  /** Into a group of this app: no address that a browser could open. */
  | { readonly kind: 'invite'; readonly text: string; readonly invite: Invite };

/** No blanks, quotes, angle brackets, control characters, or marks that are invisible or turn the text around. */
const candidate = /\b(?:https?:\/\/|peerster:\/\/join)[^\s<>"`\p{Cc}\p{Cf}\p{Cs}]+/giu;

/** More than anyone writes; a text of nothing but links stays cheap to show. */
export const MAX_LINKS = 100;

/** The pieces put together are the text. Time: linear. */
export function findLinks(text: string, max = MAX_LINKS): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  let links = 0;
  for (const match of text.matchAll(candidate)) {
    const shown = withoutPunctuation(match[0]);
    const piece = linkPiece(shown);
    if (piece === undefined) continue;
    if (++links > max) break;
    if (match.index > end) pieces.push({ kind: 'text', text: text.slice(end, match.index) });
    pieces.push(piece);
    end = match.index + shown.length;
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) });
  return pieces;
}

function linkPiece(text: string): Piece | undefined {
  if (isAppLink(text)) {
    const invite = readInvite(text);
    return invite.ok ? { kind: 'invite', text, invite: invite.value } : undefined;
  }
  const href = webAddress(text);
  return href === undefined ? undefined : { kind: 'link', text, href };
}

const closers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** What ends a sentence belongs to the sentence; a closing bracket does unless the link holds its opening one. */
function withoutPunctuation(url: string): string {
  let end = url.length;
  let balance: Map<string, number> | undefined;
  for (; end > 0; end--) {
    const last = url[end - 1] ?? '';
    const opener = closers[last];
    if (opener !== undefined) {
      balance ??= balanceOf(url);
      const surplus = balance.get(last) ?? 0;
      if (surplus <= 0) break;
      balance.set(last, surplus - 1);
    } else if (!".,;:!?'*_~…".includes(last)) break;
  }
  return url.slice(0, end);
}

/** For each closing bracket, how many more of it there are than of its opening one. */
function balanceOf(url: string): Map<string, number> {
  const balance = new Map<string, number>();
  for (const letter of url) {
    const opener = closers[letter];
    if (opener !== undefined) balance.set(letter, (balance.get(letter) ?? 0) + 1);
    for (const [closer, open] of Object.entries(closers)) {
      if (letter === open) balance.set(closer, (balance.get(closer) ?? 0) - 1);
    }
  }
  return balance;
}

/** Undefined also for an address with a user name in it: `https://bank.example@evil.example` looks like the bank's. */
export function webAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  return isWeb && url.hostname !== '' && url.username === '' && url.password === '' ? url.href : undefined;
}
