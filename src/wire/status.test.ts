import { describe, expect, test } from 'vitest';
import { bytesField, concat, fromHex, textField, uintField } from '../../tests/wire/rawFields.ts';
import { decodeOrWhy } from './index.ts';

const read = (...fields: readonly Uint8Array[]): unknown => {
  const packet = decodeOrWhy(bytesField(3, concat(...fields)));
  return typeof packet === 'string' ? packet : packet.message;
};
const want = (name: string, nextId: number): Uint8Array =>
  bytesField(1, concat(textField(1, name), uintField(2, nextId)));
const hello = (instance: string, name = 'A'): Uint8Array =>
  bytesField(
    16,
    concat(uintField(1, 1), textField(2, name), bytesField(3, fromHex(instance)), uintField(4, 0), uintField(5, 9)),
  );

describe('Want', () => {
  test('an entry that says nothing is passed over, the others count', () => {
    const entries = [
      want('A', 2),
      want('B', 0),
      want('', 5),
      want('x'.repeat(256), 5),
      bytesField(1, new Uint8Array(0)),
      want('C', 1),
    ];
    expect(read(...entries)).toEqual({
      type: 'status',
      want: [
        { origin: 'A', nextId: 2 },
        { origin: 'C', nextId: 1 },
      ],
    });
  });

  test('order and repetitions stay: the core decides what they mean', () => {
    expect(read(want('B', 2), want('A', 2), want('B', 3))).toMatchObject({
      want: [{ origin: 'B' }, { origin: 'A' }, { origin: 'B', nextId: 3 }],
    });
  });
});

describe('ours', () => {
  test('a course peer’s Status has nothing of ours', () => {
    expect(read(want('A', 2))).toEqual({ type: 'status', want: [{ origin: 'A', nextId: 2 }] });
    expect(read()).toEqual({ type: 'status', want: [] });
  });

  test('a route is there exactly when it was on the wire', () => {
    expect(read(textField(2, ''))).toEqual({ type: 'status', want: [], route: '' });
  });

  test('hello', () => {
    expect(read(hello('0123456789abcdef'))).toMatchObject({
      hello: { version: 1, origin: 'A', instance: '0123456789abcdef', capabilities: 0, clockSeq: 9 },
    });
    expect(read(hello('0123456789abcd'))).toBe('malformed');
    expect(read(hello('0123456789abcdef', ''))).toBe('malformed');
    expect(read(bytesField(16, new Uint8Array(0)))).toBe('malformed');
  });

  test('a range without an end, and one without a start', () => {
    expect(read(bytesField(17, textField(1, 'M')))).toMatchObject({ range: { from: 'M' } });
    expect(read(bytesField(17, textField(2, 'M')))).toMatchObject({ range: { from: '', to: 'M' } });
    expect(read(bytesField(17, concat(textField(1, ''), textField(2, ''))))).toMatchObject({
      range: { from: '', to: '' },
    });
  });

  test('link: 1 eager, 2 lazy, another is as if absent', () => {
    expect(read(uintField(21, 1))).toMatchObject({ link: 'eager' });
    expect(read(uintField(21, 2))).toMatchObject({ link: 'lazy' });
    for (const other of [0, 3, 99]) expect(read(uintField(21, other))).toEqual({ type: 'status', want: [] });
  });

  test('what a later version adds is passed over', () => {
    expect(read(want('A', 2), textField(22, 'new'), uintField(99, 1))).toEqual({
      type: 'status',
      want: [{ origin: 'A', nextId: 2 }],
    });
  });
});
