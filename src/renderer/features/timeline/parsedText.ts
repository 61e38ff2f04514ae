/** Messages are parsed when they come into view, once: the tree lives as long as its message is loaded. */
import type { Message } from '../../../api/contract.ts';
import { parseMarkdown } from '../../lib/markdown/blocks.ts';
import type { Block } from '../../lib/markdown/tree.ts';

const parsed = new WeakMap<Message, readonly Block[]>();

export function parsedText(message: Message): readonly Block[] {
  const known = parsed.get(message);
  if (known !== undefined) return known;
  const blocks = parseMarkdown(message.text.toWellFormed());
  parsed.set(message, blocks);
  return blocks;
}
