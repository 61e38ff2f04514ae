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

test('Ctrl and a comma opens the settings, on a Mac Cmd does', () => {
  expect(overlayOf(press(',', { ctrlKey: true }), false)).toBe('settings');
  expect(overlayOf(press(',', { metaKey: true }), true)).toBe('settings');
  expect(overlayOf(press(',', { metaKey: true }), false)).toBeUndefined();
  expect(overlayOf(press(','), false)).toBeUndefined();
});

test('AltGr types a letter', () => {
  expect(overlayOf(press(',', { ctrlKey: true, altKey: true }), false)).toBeUndefined();
});

test('which platforms have a Cmd key', () => {
  expect(['MacIntel', 'macOS', 'Win32', 'Linux x86_64'].map(hasCommandKey)).toEqual([true, true, false, false]);
});
