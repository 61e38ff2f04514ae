import fc from 'fast-check';
import { expect, test } from 'vitest';
import { languageCodes } from '../../i18n/languages.ts';
import { bombs } from '../markdown/bombs.fixture.ts';
import { parseMarkdown } from '../markdown/blocks.ts';
import type { Block, Inline } from '../markdown/tree.ts';
import { emojiGroups, findEmoji } from './emoji.ts';
import { loadEmoji } from './loadEmoji.ts';
import { MAX_RECENT, parseRecent, withRecent } from './recentEmoji.ts';
import { indexShortNames, mayHaveShortNames, replaceShortNames } from './shortNames.ts';

const all = await loadEmoji('en');
const glyphs = indexShortNames(all);
const sent = (text: string): string => replaceShortNames(text, glyphs);

test('every language has all of them, named, in every group', async () => {
  for (const code of languageCodes) {
    const loaded = await loadEmoji(code);
    expect(loaded.length).toBe(all.length);
    expect(new Set(loaded.map(({ group }) => group))).toEqual(new Set(emojiGroups));
    expect(loaded.filter(({ name, glyph }) => name === '' || glyph === '')).toEqual([]);
  }
});

test.each([
  ['smile', '😄'],
  [':smile:', '😄'],
  ['+1', '👍️'],
  ['thumbs up', '👍️'],
  ['SMILE', '😄'],
])('the first one for %j', (typed, glyph) => expect(findEmoji(all, typed, 5)[0]?.glyph).toBe(glyph));

test('found in the language of the page, without its accents', async () => {
  const french = await loadEmoji('fr');
  expect(findEmoji(french, 'desole', 20).map(({ glyph }) => glyph)).toContain('🙇');
  expect(findEmoji(french, 'zzzz', 20)).toEqual([]);
  expect(findEmoji(french, '', 20)).toHaveLength(20);
});

test.each([
  ['hi :smile:', 'hi 😄'],
  [':smile::smile:', '😄:smile:'],
  [':smile: :tada:!', '😄 🎉!'],
  ['你好:smile:', '你好😄'],
  ['**:smile:** and [a :smile: here](https://a.example/:smile:)', '**😄** and [a 😄 here](https://a.example/:smile:)'],
  ['`:smile:` :smile:', '`:smile:` 😄'],
  ['```\n:smile:\n```\n:smile:', '```\n:smile:\n```\n😄'],
  ['> :smile:\n- :smile:', '> 😄\n- 😄'],
  ['https://a.example/?q=:smile:', 'https://a.example/?q=:smile:'],
  ['at 10:30:15, a:100:b, :nobody_knows:', 'at 10:30:15, a:100:b, :nobody_knows:'],
  ['\ue000 :smile:', '\ue000 :smile:'],
])('%j', (text, expected) => expect(sent(text)).toBe(expected));

test('code and addresses are never changed, and twice changes nothing', () => {
  const parts = ['`', '```', '\n', ':smile:', ' ', '> ', '- ', '*', ':', 'x', 'https://a.b/', '](', '[', ')'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 40 }), (chosen) => {
      const text = chosen.join('');
      const replaced = sent(text);
      expect(kept(parseMarkdown(replaced))).toEqual(kept(parseMarkdown(text)));
      expect(mayHaveShortNames(text) || replaced === text).toBe(true);
    }),
  );
});

test('hostile texts are text', () => {
  for (const bomb of Object.values(bombs)) expect(sent(bomb)).toBe(bomb);
});

/** What must not change: code and where links lead. */
function kept(blocks: readonly Block[]): readonly string[] {
  const inlines = (inline: Inline): readonly string[] => {
    if (inline.kind === 'bold' || inline.kind === 'italic') return inline.children.flatMap(inlines);
    return inline.kind === 'code' || inline.kind === 'link' ? [inline.text] : [];
  };
  return blocks.flatMap((block) => {
    if (block.kind === 'codeBlock') return [`${block.language}\n${block.text}`];
    if (block.kind === 'quote') return kept(block.blocks);
    return block.kind === 'list' ? block.items.flatMap((item) => kept(item.blocks)) : block.children.flatMap(inlines);
  });
}

test('the recent ones: the newest first, each once, so many and no more; whatever was kept', () => {
  expect(withRecent(['b', 'a'], 'a')).toEqual(['a', 'b']);
  const many = Array.from({ length: MAX_RECENT }, (_, index) => String(index));
  expect(withRecent(many, 'x')).toHaveLength(MAX_RECENT);
  expect(parseRecent(JSON.stringify(many))).toEqual(many);
  expect(parseRecent(JSON.stringify([...many, 'x']))).toEqual(many);
  expect(parseRecent('["😄", 3, "", null, "😄", ["😄"]]')).toEqual(['😄']);
  expect(parseRecent(JSON.stringify(['x'.repeat(33)]))).toEqual([]);
  for (const kept of [null, '', '{', '{"length": 1}', '"😄"', 'null']) expect(parseRecent(kept)).toEqual([]);
});
