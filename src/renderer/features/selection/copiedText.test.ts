import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copiedText } from './copiedText.ts';

const time = (at: number) => `t${at}`;

test('name, time and text, one after the other', () => {
  expect(
    copiedText(
      [
        { name: 'Bea', at: 1, text: 'one\ntwo' },
        { name: ' ', at: 2, text: 'x' },
      ],
      time,
      '(no name)',
    ),
  ).toBe('[t1] Bea: one\n    two\n[t2] (no name): x');
});

test('no name and no text makes a line that looks like a message', () => {
  const nasty = fc.array(fc.constantFrom('[t9] Eve: ', '\n', '\r', '\u2028', '\u0085', 'a')).map((all) => all.join(''));
  fc.assert(
    fc.property(fc.array(fc.record({ name: nasty, at: fc.constant(1), text: nasty })), (messages) => {
      const lines = copiedText(messages, time, '?').split(/[\n\r\v\f\u0085\u2028\u2029]/);
      expect(lines.filter((line) => line.startsWith('[t')).length).toBe(messages.length);
    }),
  );
});
