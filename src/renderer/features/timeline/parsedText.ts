/** Messages are parsed when they come into view, once: the tree lives as long as its message is loaded. */
import type { Message } from '../../../api/contract.ts';
import { parseMarkdown } from '../../lib/markdown/blocks.ts';
import type { Block } from '../../lib/markdown/tree.ts';
import { mentionsOrigin, withMentions } from '../../lib/markdown/withMentions.ts';
import type { People } from '../../lib/mentions.ts';

const ACTION = '/me ';

/** What a person wrote: without the line that offers a file, which is shown as its card. */
export const writtenText = ({ text, file }: Message): string => file?.caption ?? text;

/** Said of oneself: "/me waves". */
export const isAction = ({ text }: Message): boolean => text.startsWith(ACTION);

const parsed = new WeakMap<Message, readonly Block[]>();

export function parsedText(message: Message): readonly Block[] {
  const known = parsed.get(message);
  if (known !== undefined) return known;
  const blocks = parseMarkdown(
    writtenText(message)
      .toWellFormed()
      .slice(isAction(message) ? ACTION.length : 0),
  );
  parsed.set(message, blocks);
  return blocks;
}

const mentioning = new WeakMap<Message, { readonly people: People; readonly blocks: readonly Block[] }>();

/** With mentions of those who are known now. */
export function textWithMentions(message: Message, people: People): readonly Block[] {
  const blocks = parsedText(message);
  if (!message.text.includes('@')) return blocks;
  const known = mentioning.get(message);
  if (known?.people === people) return known.blocks;
  const found = withMentions(blocks, people);
  mentioning.set(message, { people, blocks: found });
  return found;
}

/** Someone else mentions `origin`. */
export const isMentioned = (message: Message, people: People, origin: string | undefined): boolean =>
  origin !== undefined &&
  !message.own &&
  message.text.includes('@') &&
  mentionsOrigin(textWithMentions(message, people), origin);
