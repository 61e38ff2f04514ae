import { expect, test } from 'vitest';
import { groupPlaceOf, hasCommandKey, isFind, overlayOf, type KeyPress } from './shortcuts.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

const opened = (key: KeyPress, isMac: boolean, isWriting = true) => overlayOf(key, isMac, isWriting)?.kind;

test('Ctrl and a letter, on a Mac Cmd, also while writing', () => {
  expect(opened(press(',', { ctrlKey: true }), false)).toBe('settings');
  expect(opened(press(',', { metaKey: true }), true)).toBe('settings');
  expect(opened(press('k', { ctrlKey: true }), false)).toBe('switcher');
  expect(opened(press('K', { metaKey: true }), true)).toBe('switcher');
  expect(opened(press('k', { metaKey: true }), false)).toBeUndefined();
  // Ctrl+K deletes to the end of the line in every text field of a Mac.
  expect(opened(press('k', { ctrlKey: true }), true)).toBeUndefined();
  expect(opened(press(','), false)).toBeUndefined();
});

test('Shift and L shows the network', () => {
  expect(opened(press('L', { ctrlKey: true, shiftKey: true }), false)).toBe('network');
  expect(opened(press('l', { ctrlKey: true }), false)).toBeUndefined();
});

test('a question mark is typed while writing', () => {
  expect(opened(press('?', { shiftKey: true }), false, false)).toBe('shortcuts');
  expect(opened(press('?', { shiftKey: true }), false, true)).toBeUndefined();
  expect(opened(press('?', { ctrlKey: true }), false, false)).toBeUndefined();
});

test('F finds in the conversation, with Shift in all messages', () => {
  const [ctrl, cmd] = [press('f', { ctrlKey: true }), press('F', { metaKey: true })];
  expect([
    isFind(ctrl, false),
    isFind(cmd, true),
    isFind(cmd, false),
    isFind(ctrl, true),
    isFind(press('f'), false),
  ]).toEqual([true, true, false, false, false]);
  const shifted = press('F', { ctrlKey: true, shiftKey: true });
  expect([isFind(shifted, false), opened(shifted, false), opened(ctrl, false)]).toEqual([false, 'search', undefined]);
  expect(opened(press('K', { ctrlKey: true, shiftKey: true }), false)).toBeUndefined();
});

test('AltGr types a letter', () => {
  expect(opened(press('k', { ctrlKey: true, altKey: true }), false)).toBeUndefined();
});

test('which platforms have a Cmd key', () => {
  expect(['MacIntel', 'macOS', 'Win32', 'Linux x86_64'].map(hasCommandKey)).toEqual([true, true, false, false]);
});

test.each([
  [press('1', { ctrlKey: true }), false, 0],
  [press('9', { metaKey: true }), true, 8],
  [press('0', { ctrlKey: true }), false, undefined],
  [press('1'), false, undefined],
  [press('1', { ctrlKey: true, altKey: true }), false, undefined],
  [press('1', { metaKey: true }), false, undefined],
])('%j on a Mac %s goes to the group at %s', (key, isMac, place) => expect(groupPlaceOf(key, isMac)).toBe(place));
