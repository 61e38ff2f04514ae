/**
 * What `peerster-client`'s arguments ask for (docs/guide/command-line.md): msg · msg+dest · file · file+request[+dest] ·
 * keywords[+budget].
 */
import type { ClientMessage } from '../gossiper/packet.ts';
import { done, refused, type Result } from '../gossiper/result.ts';
import { parseGoFlags, wrongUse } from './goFlags.ts';

const flags = {
  UIPort: 'number',
  msg: 'text',
  dest: 'text',
  file: 'text',
  request: 'text',
  keywords: 'text',
  budget: 'number',
  h: 'switch',
  help: 'switch',
  version: 'switch',
} as const;

export type ClientCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'send'; readonly port: number; readonly message: ClientMessage };

const DEFAULT_UI_PORT = 8080;
/** SHA-256. */
const HASH_HEX_DIGITS = 64;

const badCombination = refused('bad-combination', 'ERROR (Bad argument combination)');
const badHash = refused('bad-hash', 'ERROR (Unable to decode hex hash)');

/** Codes: `wrong-use`; `bad-combination` and `bad-hash`, whose messages the course's scripts look for. */
export function clientCommand(args: readonly string[]): Result<ClientCommand> {
  const parsed = parseGoFlags(flags, args);
  if (!parsed.ok) return parsed;
  const given = parsed.value;
  if (given.help === true || given.h === true) return done({ kind: 'help' });
  if (given.version === true) return done({ kind: 'version' });
  const port = given.UIPort ?? DEFAULT_UI_PORT;
  if (port < 1 || port > 65_535) return wrongUse('Give -UIPort a port from 1 to 65535.');
  // To Go an empty text is a flag that was not given.
  const { msg = '', dest = '', file = '', request = '', keywords = '', budget = 0 } = given;
  const message = messageOf({ msg, dest, file, request, keywords, budget });
  return message.ok ? done({ kind: 'send', port, message: message.value }) : message;
}

interface Given {
  readonly msg: string;
  readonly dest: string;
  readonly file: string;
  readonly request: string;
  readonly keywords: string;
  readonly budget: number;
}

/** One row a valid set; each name stands for a flag that was given. */
function messageOf(given: Given): Result<ClientMessage> {
  const set = (['msg', 'dest', 'file', 'request', 'keywords', 'budget'] as const)
    .filter((name) => given[name] !== '' && given[name] !== 0)
    .join('+');
  const { msg: text, dest: destination, file } = given;
  switch (set) {
    case 'msg':
      return done({ type: 'text', text });
    case 'msg+dest':
      return done({ type: 'private', text, destination });
    case 'file':
      return done({ type: 'share', file });
    case 'file+request':
    case 'dest+file+request':
      return download(given);
    case 'keywords':
    case 'keywords+budget':
      return search(given);
    default:
      return badCombination;
  }
}

function download({ file, request, dest }: Given): Result<ClientMessage> {
  if (!/^[0-9a-f]+$/i.test(request) || request.length !== HASH_HEX_DIGITS) return badHash;
  const hash = new Uint8Array(Buffer.from(request, 'hex'));
  return done({ type: 'download', file, hash, ...(dest === '' ? {} : { destination: dest }) });
}

function search({ keywords, budget }: Given): Result<ClientMessage> {
  const words = keywords.split(',').filter((word) => word !== '');
  if (words.length === 0) return badCombination;
  return done({ type: 'search', keywords: words, ...(budget === 0 ? {} : { budget }) });
}
