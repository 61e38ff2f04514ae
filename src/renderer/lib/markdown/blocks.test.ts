import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMarkdown } from './blocks.ts';
import { bombs } from './bombs.fixture.ts';
import { textOf } from './textOf.ts';
import type { Block, Inline } from './tree.ts';

const text = (words: string): Inline => ({ kind: 'text', text: words });
const line = (words: string): Inline[] => {
  const [block] = parseMarkdown(words);
  return block?.kind === 'paragraph' ? [...block.children] : [];
};
const lines = (...children: Inline[]): Block => ({ kind: 'paragraph', children });

describe('any text', () => {
  // What marks consist of; numbers lose leading zeros.
  const written = (words: string): string => words.replace(/[\s*_`>\-+.[\]()0-9]/g, '');
  const pieces = fc.constantFrom(
    '*',
    '**',
    '***',
    '_',
    '`',
    '```',
    '\n',
    '> ',
    '- ',
    '1. ',
    '  ',
    '[',
    '](',
    ')',
    '\\',
    '<b>',
  );
  const words = fc.oneof(
    { weight: 3, arbitrary: pieces },
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.constant('https://a.b/c_d*e'),
  );
  const marked = fc.array(words, { maxLength: 80 }).map((parts) => parts.join('').toWellFormed());

  test('keeps everything that is no mark, in its order', () => {
    const law = (one: string): void => {
      expect(written(textOf(parseMarkdown(one)))).toBe(written(one));
    };
    fc.assert(fc.property(marked, law), { numRuns: 1_000 });
  });

  test('leads only to the web', () => {
    const hrefs = (blocks: readonly Block[]): string[] =>
      [...JSON.stringify(blocks).matchAll(/"href":"(.*?)"/g)].map(([, href = '']) => href);
    const law = (one: string): void => {
      expect(hrefs(parseMarkdown(one)).filter((href) => !/^https?:/.test(href))).toEqual([]);
    };
    fc.assert(fc.property(marked, law));
    expect(hrefs(parseMarkdown('[a](javascript:alert) [b](data:text/html,x) ![c](http://d.example)'))).toEqual([
      'http://d.example/',
    ]);
  });

  test('without marks is itself', () => {
    const law = (one: string): void => {
      expect(textOf(parseMarkdown(one))).toBe(one);
    };
    const unmarked = fc.string().filter((one) => !/[*_`>\-+[\]\n.]|http/i.test(one));
    fc.assert(fc.property(unmarked, law));
  });

  const depthOf = (node: unknown): number =>
    typeof node === 'object' && node !== null ? 1 + Math.max(0, ...Object.values(node).map(depthOf)) : 0;
  test.each(Object.entries(bombs))('%s: few elements, not deep', (_, bomb) => {
    const tree = parseMarkdown(bomb);
    expect(written(textOf(tree))).toBe(written(bomb));
    expect(JSON.stringify(tree).split('"kind"').length).toBeLessThan(2_000);
    expect(depthOf(tree)).toBeLessThan(40);
  });
});

describe('within a line', () => {
  test.each<[string, Inline[]]>([
    [
      'a **b** *c* _d_',
      [
        text('a '),
        { kind: 'bold', children: [text('b')] },
        text(' '),
        { kind: 'italic', children: [text('c')] },
        text(' '),
        { kind: 'italic', children: [text('d')] },
      ],
    ],
    ['*a **b** c*', [{ kind: 'italic', children: [text('a '), { kind: 'bold', children: [text('b')] }, text(' c')] }]],
    ['***a***', [{ kind: 'bold', children: [{ kind: 'italic', children: [text('a')] }] }]],
    ['`a*b*` ``c`d``', [{ kind: 'code', text: 'a*b*' }, text(' '), { kind: 'code', text: 'c`d' }]],
    ['**`a`**', [{ kind: 'bold', children: [{ kind: 'code', text: 'a' }] }]],
    ['*a\nb*', [text('*a\nb*')]],
  ])('%j', (words, children) => expect(line(words)).toEqual(children));

  test.each([
    '2 * 3 * 4',
    'snake_case_name',
    '5*3',
    '****',
    '`',
    '``',
    '*a',
    'a*',
    '**a*',
    '[a]',
    '[a](b)',
    '`a``',
    ':_)',
  ])('%j is text', (words) => {
    expect(line(words)).toEqual([text(words)]);
  });

  test('an invitation is one without any other mark beside it, and in none that is something else', () => {
    const link = 'peerster://join?group=work_a&at=10.0.0.7:5000';
    const invite = { kind: 'invite', text: link, invite: { group: 'work_a', addresses: ['10.0.0.7:5000'] } };
    expect(line(`Come over: ${link}.`)).toEqual([text('Come over: '), invite, text('.')]);
    expect(line(`**${link}** _x_`)).toMatchObject([
      { kind: 'bold', children: [invite] },
      text(' '),
      { kind: 'italic' },
    ]);
    expect(line(`\`${link}\``)).toEqual([{ kind: 'code', text: link }]);
    expect(line(`[go](${link})`)).toEqual([text('[go]('), invite, text(')')]);
  });

  test('addresses keep their marks', () => {
    expect(line('*see* https://a.example/b_c_d*e*f')).toEqual([
      { kind: 'italic', children: [text('see')] },
      text(' '),
      { kind: 'link', label: undefined, text: 'https://a.example/b_c_d*e*f', href: 'https://a.example/b_c_d*e*f' },
    ]);
  });

  test('a label is one unless it looks like an address', () => {
    expect(line('[the *slides*](https://a.example/x)')).toEqual([
      { kind: 'link', label: 'the *slides*', text: 'https://a.example/x', href: 'https://a.example/x' },
    ]);
    for (const label of ['https://bank.example', 'bank.example', 'bank\u2024example', '…', 'a\u202eb']) {
      expect(
        line(`[${label}](https://evil.example)`).some((one) => one.kind === 'link' && one.label !== undefined),
        label,
      ).toBe(label === 'bank\u2024example');
    }
  });
});

describe('blocks', () => {
  test('code, as it was written', () => {
    expect(parseMarkdown('see:\n\n```ts\n  *a*\n\n> b\n```\nend')).toEqual([
      lines(text('see:')),
      { kind: 'codeBlock', language: 'ts', text: '  *a*\n\n> b' },
      lines(text('end')),
    ]);
    expect(parseMarkdown('```\nnever closed')).toEqual([lines(text('```\nnever closed'))]);
  });

  test('quotes, also of quotes', () => {
    expect(parseMarkdown('> a\n> > b\nc')).toEqual([
      { kind: 'quote', blocks: [lines(text('a')), { kind: 'quote', blocks: [lines(text('b'))] }] },
      lines(text('c')),
    ]);
    expect(parseMarkdown('>:(')).toEqual([lines(text('>:('))]);
  });

  test('lists keep their numbers; indented lines belong to their item', () => {
    expect(parseMarkdown('3. a\n5. b\n   - c\n- d')).toEqual([
      {
        kind: 'list',
        items: [
          { number: 3, blocks: [lines(text('a'))] },
          {
            number: 5,
            blocks: [lines(text('b')), { kind: 'list', items: [{ number: undefined, blocks: [lines(text('c'))] }] }],
          },
        ],
      },
      { kind: 'list', items: [{ number: undefined, blocks: [lines(text('d'))] }] },
    ]);
    expect(parseMarkdown('-5 degrees\n1.5 m\n-')).toEqual([lines(text('-5 degrees\n1.5 m\n-'))]);
  });

  test('lines between blocks keep their breaks and blanks', () => {
    expect(parseMarkdown('a\n  left: 1\n\n\nb')).toEqual([lines(text('a\n  left: 1\n\n\nb'))]);
  });
});
