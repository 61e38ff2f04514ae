/** The course's client messages (protocol.md §1) as calls of the API. */
import type { ClientMessage } from '../gossiper/packet.ts';
import { done, refused, unreachable, type Result } from './result.ts';

export type { ClientMessage };

export interface Call {
  readonly call: string;
  readonly input: unknown;
}

/** Refused where this version can't do it yet. */
export function callOf(message: ClientMessage): Result<Call> {
  switch (message.type) {
    case 'text':
      return done({ call: 'say', input: { text: message.text } });
    case 'private':
      return notYet('send private messages');
    case 'share':
      return notYet('share files');
    case 'download':
      return notYet('download files');
    case 'search':
      return notYet('search for files');
    default:
      return unreachable(message);
  }
}

const notYet = (what: string): Result<never> =>
  refused('not-yet', `This version can't ${what} yet; use a later one for that.`);
