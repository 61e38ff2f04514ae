/** How long a block of the greatest length takes in the worker, by language: the worst of texts that are made to be slow. */
import { common, createLowlight } from 'lowlight';
import { bombs } from '../markdown/bombs.fixture.ts';
import { MAX_HIGHLIGHTED } from './highlighter.ts';
import { tokensOf } from './tokens.ts';

const fill = (piece: string): string => piece.repeat(MAX_HIGHLIGHTED / piece.length + 1).slice(0, MAX_HIGHLIGHTED);
/** What grammars look ahead for: names, blanks, brackets, quotes, comments, numbers, generics, tags that never end. */
const pieces = [
  'a',
  'a ',
  ' ',
  '\n',
  '(',
  '((',
  '[',
  '{',
  '<',
  '<a ',
  '"',
  "'",
  '`',
  '\\',
  '/',
  '/*',
  '//',
  '#',
  '<<A\n',
  '0',
  '0x',
  '1e',
  '_',
  'a.',
  'a:',
  'a::',
  'a(',
  'a<',
  '=>',
  '(a,',
  'function a(',
  'class a ',
  'a=',
  '$',
  '${',
  '%',
  '@',
  '-',
  '--',
  '*',
  '=',
  '\t',
  'é',
];

export function benchHighlight(now: () => number): { name: string; value: number; unit: string }[] {
  const lowlight = createLowlight(common);
  const texts = [...pieces.map(fill), ...Object.values(bombs)];
  const slowest = lowlight.listLanguages().map((language) => {
    const times = texts.map((text) => {
      const start = now();
      tokensOf(lowlight.highlight(language, text));
      return now() - start;
    });
    return { language, ms: Math.max(...times) };
  });
  return slowest
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, 5)
    .map(({ language, ms }) => ({
      name: `code colours: ${language}, worst of the hostile texts`,
      value: ms,
      unit: 'ms',
    }));
}
