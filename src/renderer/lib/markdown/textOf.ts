/** What of a tree can be read, without its marks: what a search looks at and a test compares. */
import { unreachable } from '../../../api/result.ts';
import type { Block, Inline } from './tree.ts';

export const textOf = (blocks: readonly Block[]): string => blocks.map(textOfBlock).join('\n');

function textOfBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.children.map(textOfInline).join('');
    case 'codeBlock':
      return `${block.language}\n${block.text}`;
    case 'quote':
      return textOf(block.blocks);
    case 'list':
      return block.items.map(({ number, blocks }) => `${number ?? ''} ${textOf(blocks)}`).join('\n');
    default:
      return unreachable(block);
  }
}

function textOfInline(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
    case 'code':
    case 'mention':
    case 'invite':
      return inline.text;
    case 'bold':
    case 'italic':
      return inline.children.map(textOfInline).join('');
    case 'link':
      return `${inline.label ?? ''}${inline.text}`;
    default:
      return unreachable(inline);
  }
}
