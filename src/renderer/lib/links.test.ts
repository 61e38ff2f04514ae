import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostileTexts } from '../../../tests/e2e/browser/stories/hostile.ts';
import { findLinks, MAX_LINKS } from './links.ts';

const links = (text: string): string[] =>
  findLinks(text).flatMap((piece) => (piece.kind === 'link' ? [piece.text] : []));

test('the pieces together are the text, and every link is http or https', () => {
  const word = fc.constantFrom(
    'https://a.example/',
    'http://',
    'x',
    ' ',
    '(',
    ')',
    '.',
    '\u202e',
    '\n',
    '@',
    'javascript:',
    '\ud800',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(word).map((words) => words.join('')),
      ),
      (text) => {
        const pieces = findLinks(text);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        for (const piece of pieces) {
          if (piece.kind === 'text') continue;
          const { protocol, username, password } = new URL(piece.href);
          expect([protocol === 'http:' || protocol === 'https:', username, password]).toEqual([true, '', '']);
        }
      },
    ),
  );
});

describe('what is a link', () => {
  test.each([
    ['see https://example.org.', ['https://example.org']],
    ['(https://example.org/a)', ['https://example.org/a']],
    ['https://en.example.org/wiki/Gossip_(protocol)', ['https://en.example.org/wiki/Gossip_(protocol)']],
    ['HTTP://Example.org/A?b=c&d=e#f', ['HTTP://Example.org/A?b=c&d=e#f']],
    ['https://example.org/دليل', ['https://example.org/دليل']],
    ['http://192.168.1.7:8080/x, http://[::1]:80/y', ['http://192.168.1.7:8080/x', 'http://[::1]:80/y']],
    ['"https://example.org/q"', ['https://example.org/q']],
    ['javascript:alert(1) data:text/html,x file:///etc ftp://x.example', []],
    ['https:// http://. xhttp://example.org', []],
    ['https://bank.example@evil.example', []],
    ['https://example.org/\u202egpj.exe', ['https://example.org/']],
  ])('%j', (text, found) => expect(links(text)).toEqual(found));
});

test('at most so many links, and nothing is lost after them', () => {
  expect(links('https://a.example '.repeat(MAX_LINKS)).length).toBe(MAX_LINKS);
  const more = 'https://a.example '.repeat(MAX_LINKS + 1);
  expect(links(more).length).toBe(MAX_LINKS);
  expect(
    findLinks(more)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(more);
});

test('texts made to take long do not', () => {
  const started = performance.now();
  for (const text of hostileTexts) findLinks(text);
  findLinks(`https://a.example/${'('.repeat(4_000)}${')'.repeat(3_900)}`);
  expect(performance.now() - started).toBeLessThan(1_000);
});
