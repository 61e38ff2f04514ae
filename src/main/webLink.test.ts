import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { webLink } from './webLink.ts';

describe('webLink', () => {
  test.each([
    ['https://example.org', 'https://example.org/'],
    ['HTTP://Example.org/a?b#c', 'http://example.org/a?b#c'],
    ['file:///etc/passwd', undefined],
    ['javascript:alert(1)', undefined],
    ['smb://host/share', undefined],
    ['ms-msdt:/id', undefined],
    ['app://peerster/', undefined],
    ['https://bank.example@evil.example/', undefined],
    ['', undefined],
  ])('%s → %s', (address, link) => expect(webLink(address)).toBe(link));

  test('whatever comes out is http or https, and stays what it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.webUrl().map((url) => ` ${url}`),
        ),
        (address) => {
          const link = webLink(address);
          if (link === undefined) return;
          expect(link).toMatch(/^https?:\/\//);
          expect(webLink(link)).toBe(link);
        },
      ),
    );
  });
});
