import { expect, test } from 'vitest';
import { hasCommandKey, overlayOf, type KeyPress } from './shortcuts.ts';

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

test('a question mark is typed while writing', () => {
  expect(opened(press('?', { shiftKey: true }), false, false)).toBe('shortcuts');
  expect(opened(press('?', { shiftKey: true }), false, true)).toBeUndefined();
  expect(opened(press('?', { ctrlKey: true }), false, false)).toBeUndefined();
});

test('AltGr types a letter', () => {
  expect(opened(press('k', { ctrlKey: true, altKey: true }), false)).toBeUndefined();
});

test('which platforms have a Cmd key', () => {
  expect(['MacIntel', 'macOS', 'Win32', 'Linux x86_64'].map(hasCommandKey)).toEqual([true, true, false, false]);
});
