import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostileTexts } from '../../../tests/e2e/browser/stories/hostile.ts';
import { readInvite } from '../../api/invite.ts';
import { findLinks, MAX_LINKS } from './links.ts';

const links = (text: string): string[] =>
  findLinks(text).flatMap((piece) => (piece.kind === 'link' ? [piece.text] : []));

test('the pieces together are the text, and every link is http or https', () => {
  const word = fc.constantFrom(
    'https://a.example/',
    'peerster://join?group=',
    '&at=10.0.0.1:5000',
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
          if (piece.kind === 'invite') {
            expect(readInvite(piece.text)).toEqual({ ok: true, value: piece.invite });
            continue;
          }
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

test.each([
  ['join (peerster://join?group=work&at=10.0.0.7:5000).', ['peerster://join?group=work&at=10.0.0.7:5000']],
  ['PEERSTER://join/?group=K%C3%BCche, https://example.org', ['PEERSTER://join/?group=K%C3%BCche']],
  ['peerster://join?group=wo%E2%80%AErk peerster://join peerster://joined?group=x', []],
  ['peerster://join?group=work&at=0.0.0.0:1 xpeerster://join?group=work', []],
  ['peerster://file/abc?size=1&name=a', []],
])('of %j, invitations are %j', (text, found) =>
  expect(findLinks(text).flatMap((piece) => (piece.kind === 'invite' ? [piece.text] : []))).toEqual(found),
);

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
  const { user } = process.cpuUsage();
  for (const text of hostileTexts) findLinks(text);
  findLinks(`https://a.example/${'('.repeat(4_000)}${')'.repeat(3_900)}`);
  expect(process.cpuUsage().user - user).toBeLessThan(1_000_000); // µs
});
