import { expect, test } from 'vitest';
import { atClose, type AtClose, type Deed } from './closing.ts';

const usual: AtClose = { isQuitting: false, staysAnyway: false, hasTray: true, closing: 'ask', question: 'none' };

test.each<[string, Partial<AtClose>, Deed]>([
  ['the first time it asks', {}, 'ask'],
  ['while the question stands, closing again waits for its answer', { question: 'shown' }, 'remind'],
  ['a page that shows no question does not keep the window open', { question: 'sent' }, 'close'],
  ['remembered: keep running', { closing: 'tray' }, 'hide'],
  ['remembered: quit', { closing: 'quit' }, 'close'],
  ['without a tray it quits, whatever is remembered', { hasTray: false, closing: 'tray' }, 'close'],
  ['without a tray nothing is asked', { hasTray: false }, 'close'],
  ['macOS keeps programs without windows', { staysAnyway: true, hasTray: false, closing: 'quit' }, 'hide'],
  ['quitting is quitting', { isQuitting: true, staysAnyway: true, closing: 'tray' }, 'close'],
])('%s', (_rule, situation, deed) => expect(atClose({ ...usual, ...situation })).toBe(deed));
