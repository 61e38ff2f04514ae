/** Mentions in a parsed text. They depend on who is known, which changes; what the text is made of doesn't. */
import { unreachable } from '../../../api/result.ts';
import { findMentions, MAX_MENTIONS, type MentionBudget, type People } from '../mentions.ts';
import type { Block, Inline } from './tree.ts';

/** The same tree where nobody is mentioned. Code and links mention nobody. */
export function withMentions(blocks: readonly Block[], people: People): readonly Block[] {
  return inBlocks(blocks, people, { attempts: MAX_MENTIONS });
}

const inBlocks = (blocks: readonly Block[], people: People, budget: MentionBudget): readonly Block[] =>
  same(
    blocks,
    blocks.map((block) => inBlock(block, people, budget)),
  );

function inBlock(block: Block, people: People, budget: MentionBudget): Block {
  switch (block.kind) {
    case 'paragraph': {
      const children = inInlines(block.children, people, budget);
      return children === block.children ? block : { ...block, children };
    }
    case 'codeBlock':
      return block;
    case 'quote': {
      const blocks = inBlocks(block.blocks, people, budget);
      return blocks === block.blocks ? block : { ...block, blocks };
    }
    case 'list': {
      const items = block.items.map((item) => {
        const blocks = inBlocks(item.blocks, people, budget);
        return blocks === item.blocks ? item : { ...item, blocks };
      });
      return same(block.items, items) === block.items ? block : { ...block, items };
    }
    default:
      return unreachable(block);
  }
}

const inInlines = (inlines: readonly Inline[], people: People, budget: MentionBudget): readonly Inline[] =>
  same(
    inlines,
    inlines.flatMap((inline) => inInline(inline, people, budget)),
  );

function inInline(inline: Inline, people: People, budget: MentionBudget): readonly Inline[] {
  switch (inline.kind) {
    case 'text': {
      if (!inline.text.includes('@')) return [inline];
      const pieces = findMentions(inline.text, people, budget);
      return pieces.some(({ kind }) => kind === 'mention') ? pieces : [inline];
    }
    case 'bold':
    case 'italic': {
      const children = inInlines(inline.children, people, budget);
      return [children === inline.children ? inline : { ...inline, children }];
    }
    case 'code':
    case 'link':
    case 'invite':
    case 'mention':
      return [inline];
    default:
      return unreachable(inline);
  }
}

/** What didn't change stays the same value, so that nothing is drawn again. */
const same = <T>(before: readonly T[], after: readonly T[]): readonly T[] =>
  before.length === after.length && before.every((one, index) => one === after[index]) ? before : after;

/** Whether one of `origins` is mentioned, in a text that `withMentions` went through. */
export const mentionsOrigin = (blocks: readonly Block[], origin: string): boolean =>
  blocks.some((block) => {
    switch (block.kind) {
      case 'paragraph':
        return inlinesMention(block.children, origin);
      case 'codeBlock':
      // What is quoted was said before.
      case 'quote':
        return false;
      case 'list':
        return block.items.some((item) => mentionsOrigin(item.blocks, origin));
      default:
        return unreachable(block);
    }
  });

const inlinesMention = (inlines: readonly Inline[], origin: string): boolean =>
  inlines.some((inline) => {
    if (inline.kind === 'mention') return inline.origins.includes(origin);
    return (inline.kind === 'bold' || inline.kind === 'italic') && inlinesMention(inline.children, origin);
  });
