/** `:smile:` becomes its emoji when a text is sent, but in code and links, which stay as they were typed. */
import { unreachable } from '../../../api/result.ts';
import { parseMarkdown } from '../markdown/blocks.ts';
import type { Block, Inline } from '../markdown/tree.ts';
import type { Emoji } from './emoji.ts';

/** Not within a word, a time of day (10:30:15) or an address. */
const shortName = /(?<![\w:/]):([a-z0-9_+-]{1,40}):(?![\w])/g;

/** Whether there is anything to replace: only then the emoji are worth reading. */
export const mayHaveShortNames = (text: string): boolean => text.search(shortName) >= 0;

/** Every short name → its emoji. */
export function indexShortNames(all: readonly Emoji[]): ReadonlyMap<string, string> {
  const glyphs = new Map<string, string>();
  for (const { glyph, shorts } of all) for (const short of shorts) if (!glyphs.has(short)) glyphs.set(short, glyph);
  return glyphs;
}

/** Of the private use area: neither letter nor mark to the parser, and in no text that people write. */
const MARK = '\ue000';

/**
 * Each name becomes a mark; what the parser then takes for code or a link tells which marks are left alone. So the parser
 * alone decides what code is. `text` is well-formed.
 */
export function replaceShortNames(text: string, glyphs: ReadonlyMap<string, string>): string {
  if (text.includes(MARK)) return text;
  const names: string[] = [];
  const marked = text.replace(shortName, (whole, name: string) => {
    if (!glyphs.has(name)) return whole;
    names.push(name);
    return MARK;
  });
  if (names.length === 0) return text;
  const places = parseMarkdown(marked).flatMap(placesOfBlock);
  // The parser leaves nothing out: each mark is in one place, in their order.
  if (places.length !== names.length) return text;
  let at = 0;
  return marked.replaceAll(MARK, () => {
    const name = names[at] ?? '';
    return places[at++] === 'text' ? (glyphs.get(name) ?? '') : `:${name}:`;
  });
}

type Place = 'text' | 'kept';

const placesIn = (text: string, place: Place): readonly Place[] =>
  Array.from({ length: text.split(MARK).length - 1 }, () => place);

function placesOfBlock(block: Block): readonly Place[] {
  switch (block.kind) {
    case 'paragraph':
      return block.children.flatMap(placesOfInline);
    case 'codeBlock':
      return placesIn(block.language + block.text, 'kept');
    case 'quote':
      return block.blocks.flatMap(placesOfBlock);
    case 'list':
      return block.items.flatMap(({ blocks }) => blocks.flatMap(placesOfBlock));
    default:
      return unreachable(block);
  }
}

function placesOfInline(inline: Inline): readonly Place[] {
  switch (inline.kind) {
    case 'text':
    case 'mention':
      return placesIn(inline.text, 'text');
    case 'bold':
    case 'italic':
      return inline.children.flatMap(placesOfInline);
    case 'code':
    case 'invite':
      return placesIn(inline.text, 'kept');
    case 'link':
      return [...placesIn(inline.label ?? '', 'text'), ...placesIn(inline.text, 'kept')];
    default:
      return unreachable(inline);
  }
}
