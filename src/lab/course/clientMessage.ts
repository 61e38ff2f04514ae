/**
 * What the course's client sends to a UIPort, from protocol.md §1 alone: `1 Text 2 Destination? 3 File? 4 Request?
 * 5 Keywords 6 Budget?`, keywords as one string with commas or repeated. An empty optional field is `Deadly`.
 */
import { bytesOfHex, hexOf } from '../../gossiper/hex.ts';
import { unreachable } from '../../gossiper/result.ts';
import type { ByteString } from '../node.ts';
import {
  bytesIn,
  Deadly,
  lengthField,
  numberField,
  numberIn,
  readFields,
  textField,
  textIn,
  textsIn,
  walk,
} from './fields.ts';

export type CourseCommand =
  | { readonly type: 'text'; readonly text: ByteString }
  | { readonly type: 'private'; readonly text: ByteString; readonly destination: ByteString }
  | { readonly type: 'share'; readonly file: ByteString }
  /** Without a destination: from whoever a search found. */
  | {
      readonly type: 'download';
      readonly file: ByteString;
      readonly root: string;
      readonly destination?: ByteString | undefined;
    }
  | { readonly type: 'search'; readonly keywords: readonly ByteString[]; readonly budget?: number | undefined };

export function decodeCommand(datagram: Uint8Array): CourseCommand {
  const [, text, destination, file, request, keywords, budget] = walk(readFields(datagram), 6);
  const to = optionalText(destination);
  const name = optionalText(file);
  if (keywords !== undefined && keywords.length > 0) {
    const words = textsIn(keywords).flatMap((words) => words.split(','));
    return { type: 'search', keywords: words, budget: numberIn(budget) || undefined };
  }
  if (request !== undefined && request.length > 0 && name !== undefined) {
    const hash = bytesIn(request);
    if (hash.length !== 32) throw new Deadly('a Request that is not 32 bytes');
    return { type: 'download', file: name, root: hexOf(hash), destination: to };
  }
  if (name !== undefined) return { type: 'share', file: name };
  return to === undefined
    ? { type: 'text', text: textIn(text) }
    : { type: 'private', text: textIn(text), destination: to };
}

function optionalText(found: readonly (number | Uint8Array)[] | undefined): ByteString | undefined {
  if (found === undefined || found.length === 0) return undefined;
  const text = textIn(found);
  if (text === '') throw new Deadly('an empty optional field in a client message');
  return text;
}

export const encodeCommand = (command: CourseCommand): Uint8Array => Uint8Array.from(fieldsOf(command));

function fieldsOf(command: CourseCommand): number[] {
  switch (command.type) {
    case 'text':
      return textField(1, command.text);
    case 'private':
      return [...textField(1, command.text), ...textField(2, command.destination)];
    case 'share':
      return [...textField(1, ''), ...textField(3, command.file)];
    case 'download': {
      const { file, root, destination } = command;
      const to = destination === undefined ? [] : textField(2, destination);
      return [...textField(1, ''), ...to, ...textField(3, file), ...lengthField(4, bytesOfHex(root) ?? [])];
    }
    case 'search': {
      const { keywords, budget } = command;
      const rest = budget === undefined ? [] : numberField(6, budget);
      return [...textField(1, ''), ...textField(5, keywords.join(',')), ...rest];
    }
    default:
      return unreachable(command);
  }
}
