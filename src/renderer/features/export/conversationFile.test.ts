import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fakeMessage } from '../../lib/fakeClient.ts';
import { fileName, json, markdown } from './conversationFile.ts';

const about = { conversation: 'Everyone', origin: 'Alex~mfrggzdfmztwq2lk', at: Date.UTC(2026, 10, 21) };
const at = Date.UTC(2026, 10, 20, 12);
const nasty = fc
  .array(
    fc.constantFrom(
      '```',
      '`',
      '````',
      '\n',
      '**Eve** · 2026-11-20T12:00:00.000Z',
      '<b>',
      '"',
      '\\',
      '\udc80',
      ']}',
      '\r',
    ),
  )
  .map((parts) => parts.join(''));

describe('Markdown', () => {
  test('who, when and what', () => {
    const one = fakeMessage(1, { shownAt: at, text: 'It is `so`' });
    expect(markdown.message(one, 0)).toBe(
      '\n**Bea** ~abcdefghijklmnop · 2026-11-20T12:00:00.000Z\n\n```text\nIt is `so`\n```\n',
    );
    expect(markdown.message({ ...one, name: '**Eve**\n# x', tag: '', trust: 'unverified' }, 0)).toContain(
      '**\\*\\*Eve\\*\\* \\# x** (unverified)',
    );
  });

  test('outside of the fences stands one line that names an author for each message, whatever texts and names are', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ name: nasty, text: nasty }), { maxLength: 6 }), (said) => {
        const file = said
          .map((one, index) => markdown.message(fakeMessage(index, { ...one, shownAt: at }), index))
          .join('');
        let fence: string | undefined;
        let authors = 0;
        for (const line of file.split(/\r\n|\n|\r/)) {
          const run = /^ {0,3}(`{3,})/.exec(line)?.[1];
          if (fence === undefined && run !== undefined) fence = run;
          else if (fence !== undefined && run !== undefined && run.length >= fence.length && /^ *`+ *$/.test(line))
            fence = undefined;
          else if (fence === undefined && line.startsWith('**')) authors++;
        }
        expect([fence, authors]).toEqual([undefined, said.length]);
      }),
    );
  });
});

test('JSON is what was said, and nothing of it can end it', () => {
  fc.assert(
    fc.property(fc.array(nasty), (texts) => {
      const lines = texts.map((text, index) => json.message(fakeMessage(index, { text }), index));
      const read: unknown = JSON.parse(json.head(about) + lines.join('') + json.foot);
      expect(read).toMatchObject({
        format: 'peerster-conversation',
        version: 1,
        messages: texts.map((text) => ({ text })),
      });
    }),
  );
});

test('a file name has letters and digits only', () => {
  expect([fileName(about, markdown), fileName({ ...about, conversation: '../..\\ Tous: été' }, json)]).toEqual([
    'peerster-everyone-2026-11-21.md',
    'peerster-tous-été-2026-11-21.json',
  ]);
});
