/** The course's client messages (protocol.md §1) as calls of the API. */
import type { ClientMessage } from '../gossiper/packet.ts';
import { unreachable } from './result.ts';

export type { ClientMessage };

export interface Call {
  readonly call: string;
  readonly input: unknown;
}

export function callOf(message: ClientMessage): Call {
  switch (message.type) {
    case 'text':
      return { call: 'say', input: { text: message.text } };
    case 'private':
      return { call: 'say', input: { text: message.text, to: message.destination } };
    case 'share':
      return { call: 'shareFile', input: { name: message.file } };
    case 'download': {
      const from = message.destination === undefined ? {} : { from: message.destination };
      return { call: 'download', input: { hash: hexOf(message.hash), name: message.file, ...from } };
    }
    case 'search': {
      const budget = message.budget === undefined ? {} : { budget: message.budget };
      return { call: 'findFiles', input: { keywords: message.keywords, ...budget } };
    }
    default:
      return unreachable(message);
  }
}

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
