import { common, createLowlight } from 'lowlight';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createHighlighter,
  MAX_HIGHLIGHTED,
  MAX_SLOW,
  MAX_WAITING,
  type HighlightAnswer,
  type HighlightQuestion,
} from './highlighter.ts';
import { MAX_TOKENS, tokensOf, type Token } from './tokens.ts';

/** A worker that answers when it is told to, and a clock that strikes when it is told to. */
function bench() {
  const asked: HighlightQuestion[] = [];
  const started: { answer: (said: HighlightAnswer) => void; fail: () => void; isEnded: boolean }[] = [];
  let strike: (() => void) | undefined;
  const highlighter = createHighlighter({
    start(answer, fail) {
      const one = { answer, fail, isEnded: false };
      started.push(one);
      return { ask: (question) => asked.push(question), end: () => void (one.isEnded = true) };
    },
    after(_ms, then) {
      strike = then;
      return () => void (strike = undefined);
    },
  });
  const answer = (tokens: readonly Token[] | undefined): void => started.at(-1)!.answer({ kind: 'done', tokens });
  const ready = (): void => started.at(-1)!.answer({ kind: 'ready' });
  return { highlighter, asked, started, answer, ready, deadline: () => strike!() };
}

const code = (text: string): HighlightQuestion => ({ language: 'ts', text });
const red: readonly Token[] = [{ kind: 'keyword', text: 'a' }];

test('asks once for what is the same, remembers the answer, starts one worker', async () => {
  const { highlighter, asked, started, answer, ready } = bench();
  const both = [highlighter.highlight(code('a')), highlighter.highlight(code('a'))];
  expect(asked).toEqual([]);
  ready();
  expect(asked).toEqual([code('a')]);
  answer(red);
  expect(await Promise.all(both)).toEqual([red, red]);
  expect(highlighter.known(code('a'))).toBe(red);
  expect(await highlighter.highlight(code('a'))).toBe(red);
  expect([asked.length, started.length]).toEqual([1, 1]);
});

test('one that takes too long has no colours and holds nobody up', async () => {
  const { highlighter, asked, started, answer, ready, deadline } = bench();
  const slow = highlighter.highlight(code('slow'));
  ready();
  const quick = highlighter.highlight(code('quick'));
  deadline();
  expect(await slow).toBeUndefined();
  expect(started.map(({ isEnded }) => isEnded)).toEqual([true, false]);
  started[0]!.answer({ kind: 'done', tokens: red });
  ready();
  expect(asked.map(({ text }) => text)).toEqual(['slow', 'quick']);
  answer(red);
  expect(await quick).toBe(red);
  expect(await highlighter.highlight(code('slow'))).toBeUndefined();
  expect(asked).toHaveLength(2);
});

test('a language of which several blocks took too long is given up, the others are not', async () => {
  const { highlighter, asked, ready, answer, deadline } = bench();
  for (let i = 0; i < MAX_SLOW; i++) {
    const slow = highlighter.highlight(code(`slow ${i}`));
    ready();
    deadline();
    expect(await slow).toBeUndefined();
  }
  expect(asked).toHaveLength(MAX_SLOW);
  const late = highlighter.highlight(code('late'));
  ready();
  expect(await late).toBeUndefined();
  expect(asked).toHaveLength(MAX_SLOW);
  const other = highlighter.highlight({ language: 'go', text: 'a' });
  answer(red);
  expect(await other).toBe(red);
});

test('where no worker can be started, code has no colours', async () => {
  const { highlighter, started } = bench();
  const asked = highlighter.highlight(code('a'));
  started[0]!.fail();
  expect(await asked).toBeUndefined();
});

test('at the limits and one more', async () => {
  const { highlighter, asked, ready, answer } = bench();
  expect(await highlighter.highlight(code('x'.repeat(MAX_HIGHLIGHTED + 1)))).toBeUndefined();
  expect(await highlighter.highlight({ language: '', text: 'x' })).toBeUndefined();
  const longest = highlighter.highlight(code('x'.repeat(MAX_HIGHLIGHTED)));
  ready();
  expect(asked).toHaveLength(1);
  const waiting = Array.from({ length: MAX_WAITING + 1 }, (_, index) => highlighter.highlight(code(String(index))));
  expect(await waiting[0]).toBeUndefined();
  answer(red);
  expect(await longest).toBe(red);
  // The newest first.
  expect(asked.at(-1)?.text).toBe(String(MAX_WAITING));
});

const lowlight = createLowlight(common);

test('the pieces are the code, whatever the language and the text', () => {
  fc.assert(
    fc.property(fc.constantFrom(...lowlight.listLanguages()), fc.string({ maxLength: 200 }), (language, text) => {
      const tokens = tokensOf(lowlight.highlight(language, text));
      expect(tokens.map((token) => token.text).join('')).toBe(text);
    }),
  );
});

test('what is in a piece of code', () => {
  const tokens = tokensOf(lowlight.highlight('ts', 'const a = "b"; // c'));
  expect(tokens.filter(({ kind }) => kind !== undefined)).toEqual([
    { kind: 'keyword', text: 'const' },
    { kind: 'string', text: '"b"' },
    { kind: 'comment', text: '// c' },
  ]);
});

test('so many pieces and no more', () => {
  const text = '1;'.repeat(MAX_TOKENS);
  const tokens = tokensOf(lowlight.highlight('ts', text));
  expect(tokens.length).toBeLessThanOrEqual(MAX_TOKENS + 1);
  expect(tokens.map((token) => token.text).join('')).toBe(text);
});
