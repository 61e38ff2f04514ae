/** Messages are parsed when they come into view, once: the tree lives as long as its message is loaded. */
import type { Message } from '../../../api/contract.ts';
import { parseMarkdown } from '../../lib/markdown/blocks.ts';
import type { Block } from '../../lib/markdown/tree.ts';

const ACTION = '/me ';

/** Said of oneself: "/me waves". */
export const isAction = ({ text }: Message): boolean => text.startsWith(ACTION);

const parsed = new WeakMap<Message, readonly Block[]>();

export function parsedText(message: Message): readonly Block[] {
  const known = parsed.get(message);
  if (known !== undefined) return known;
  const blocks = parseMarkdown(message.text.toWellFormed().slice(isAction(message) ? ACTION.length : 0));
  parsed.set(message, blocks);
  return blocks;
}
