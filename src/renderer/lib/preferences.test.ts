import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  applyAppearance,
  choices,
  openPreferences,
  parsePreferences,
  type Kept,
  type Preferences,
} from './preferences.ts';

const anyPreferences = fc.record({
  theme: fc.constantFrom(...choices.theme),
  density: fc.constantFrom(...choices.density),
  textSize: fc.constantFrom(...choices.textSize),
  motion: fc.constantFrom(...choices.motion),
  language: fc.constantFrom(...choices.language),
});

/** Two windows of one browser share it. */
function keptTogether(): () => Kept {
  let text: string | null = null;
  const windows = new Set<() => void>();
  return () => {
    let own: (() => void) | undefined;
    return {
      read: () => text,
      write(written) {
        text = written;
        for (const listener of windows) if (listener !== own) listener();
      },
      onWritten(listener) {
        own = listener;
        windows.add(listener);
        return () => windows.delete(listener);
      },
    };
  };
}

test('what is written is read again', () => {
  fc.assert(
    fc.property(anyPreferences, (wanted: Preferences) => {
      const kept = keptTogether();
      openPreferences(kept()).prefer(wanted);
      expect(openPreferences(kept()).getState()).toEqual(wanted);
    }),
  );
});

test('any text at all is preferences, and what is not known counts as not chosen', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const found = parsePreferences(text);
      for (const key of Object.keys(choices) as (keyof Preferences)[]) expect(choices[key]).toContain(found[key]);
    }),
  );
  expect(parsePreferences('{"theme":"dark","density":"airy"}')).toMatchObject({
    theme: 'dark',
    density: 'comfortable',
  });
});

test('a change reaches the other windows of the browser until they stop listening', () => {
  const kept = keptTogether();
  const [one, other] = [openPreferences(kept()), openPreferences(kept())];
  one.prefer({ theme: 'dark' });
  expect(other.getState().theme).toBe('dark');
  other.stop();
  one.prefer({ theme: 'light' });
  expect(other.getState().theme).toBe('dark');
});

test('each preference is an attribute of the document', () => {
  const root = { dataset: {} };
  applyAppearance(root as HTMLElement, parsePreferences('{"textSize":"large"}'));
  expect(root.dataset).toEqual({ theme: 'system', density: 'comfortable', textSize: 'large', motion: 'system' });
});
