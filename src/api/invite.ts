/**
 * An invitation to a group: `peerster://join?group=<name>&at=<ip:port>&at=…`, a link like that of a file (docs/protocol.md §12).
 *
 * 1. What was made is read as the same: readInvite(inviteLink(invite)) is the invite.
 * 2. A link is a stranger's: it is read whole or refused in a sentence, and reading it does nothing. Whoever shows one asks
 *    the person before anything is joined.
 * 3. An address that is read is one that a peer takes (peer/checked.ts).
 */
import { z } from 'zod';
import { checkGroupName } from './groupName.ts';
import { done, refused, type Result } from './result.ts';

/** Of a link, in characters: the longest name and eight addresses of IPv6 take about 1,100. */
export const MAX_INVITE_LENGTH = 2_000;
/** One that answers is enough, and no machine is on more networks that matter; a stranger's list would only be knocked at. */
export const MAX_INVITE_ADDRESSES = 8;

export interface Invite {
  readonly group: string;
  /** `ip:port`, each once; none: its peers are found by discovery. */
  readonly addresses: readonly string[];
}

/** `invite` as it is read, or as this machine has it: of its addresses the first eight. */
export function inviteLink({ group, addresses }: Invite): string {
  const at = addresses
    .slice(0, MAX_INVITE_ADDRESSES)
    .map((address) => `&at=${encodeURIComponent(address).replaceAll('%3A', ':')}`);
  return `peerster://join?group=${escaped(group)}${at.join('')}`;
}

/** Nothing is left that programs that look for links take for the end of a sentence. */
const escaped = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replaceAll(
    /[^A-Za-z0-9%-]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );

/** Whether it is meant as a link of this app: so that a field takes it for no name and no address. */
export const isAppLink = (text: string): boolean => /^\s*peerster:/i.test(text);

const SHAPE = /^peerster:\/\/join\/?\?([\w.!~*'()%&=:[\]-]+)$/i;

const notOne = refused('invite-not-one', 'That is no invitation. Copy the whole link; it begins with peerster://join.');

/**
 * Parameters of other names are left for later versions. Codes: `invite-not-one`, `invite-too-long`, `invite-bad-group`,
 * `invite-bad-address`, `invite-too-many`.
 */
export function readInvite(text: string): Result<Invite> {
  const link = text.trim();
  if (link.length > MAX_INVITE_LENGTH)
    return refused('invite-too-long', 'That link is too long to be an invitation. Ask for a new one.');
  const query = SHAPE.exec(link)?.[1];
  if (query === undefined) return notOne;
  const groups: string[] = [];
  const addresses: string[] = [];
  for (const parameter of query.split('&')) {
    const [, name, value] = /^(\w+)=(.*)$/.exec(parameter) ?? [];
    const decoded = value === undefined ? undefined : unescaped(value);
    if (decoded === undefined) return notOne;
    if (name === 'group') groups.push(decoded);
    else if (name === 'at') addresses.push(decoded);
  }
  const [group] = groups.map(checkGroupName);
  if (group?.ok !== true || groups.length > 1) {
    return refused(
      'invite-bad-group',
      'That invitation names no group, or by a name that none can have. Ask for a new one.',
    );
  }
  if (addresses.length > MAX_INVITE_ADDRESSES)
    return refused(
      'invite-too-many',
      `That invitation names more than ${MAX_INVITE_ADDRESSES} addresses. Ask for a new one.`,
    );
  const parsed = addresses.map(peerAddress);
  if (!parsed.every((address) => address !== undefined))
    return refused('invite-bad-address', 'That invitation names an address that no peer can have. Ask for a new one.');
  return done({ group: group.value, addresses: [...new Set(parsed)] });
}

function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

const ipv4 = z.ipv4();
const ipv6 = z.ipv6();
/** Unspecified, multicast and broadcast addresses. */
const NOBODY = /^(?:0\.|22[4-9]\.|23\d\.|255\.255\.255\.255:|\[::\]|\[ff)/;

/** `192.168.1.7:5000` or `[fd00::7]:5000`; port 1 to 65535. */
function peerAddress(text: string): string | undefined {
  const address = text.toLowerCase();
  const [, six, four, port] = /^(?:\[([^\]]{2,45})\]|([^:]{7,15})):([1-9]\d{0,4})$/.exec(address) ?? [];
  const isOne = six === undefined ? ipv4.safeParse(four).success : ipv6.safeParse(six).success;
  return isOne && Number(port) <= 65_535 && !NOBODY.test(address) ? address : undefined;
}
