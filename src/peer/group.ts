/** Groups by name (protocol.md §3): the mark that their packets carry. */
import { parseGroupMark, type GroupMark } from '../gossiper/names.ts';
import { sha256 } from './crypto.ts';

export const LOBBY = 'lobby';

export function groupMark(name: string): GroupMark {
  const digest = sha256(Buffer.concat([Buffer.from('peerster-group-1'), Buffer.from(name.toWellFormed())]));
  const mark = parseGroupMark(Buffer.from(digest.subarray(0, 8)).toString('hex'));
  if (mark === undefined) throw new Error('8 bytes are 16 hex digits');
  return mark;
}
