import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepDesktopSettings, parseDesktopSettings, readDesktopSettings } from './desktopSettings.ts';

test('what was kept is read again; a missing or broken file is a first start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'peerster-settings-'));
  const file = join(folder, 'desktop.json');
  try {
    expect(readDesktopSettings(file)).toEqual({ closing: 'ask' });
    expect(keepDesktopSettings(file, { closing: 'tray' })).toBe(true);
    expect(readDesktopSettings(file)).toEqual({ closing: 'tray' });
    expect(keepDesktopSettings(file, { closing: 'quit', downloads: folder })).toBe(true);
    expect(readDesktopSettings(file)).toEqual({ closing: 'quit', downloads: folder });
    writeFileSync(file, '{"closing":"quit","downloads":"../somewhere"}');
    expect(readDesktopSettings(file)).toEqual({ closing: 'quit' });
    writeFileSync(file, '{"closing":"qu');
    expect(readDesktopSettings(file)).toEqual({ closing: 'ask' });
    expect(keepDesktopSettings(join(folder, 'missing', 'desktop.json'), { closing: 'quit' })).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each(['null', '[]', '{"closing":"explode"}', '{"closing":7}', '{}', ''])('%s: as usual', (text) =>
  expect(parseDesktopSettings(text)).toEqual({ closing: 'ask' }),
);

test('no text throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(['ask', 'tray', 'quit']).toContain(parseDesktopSettings(text).closing);
    }),
  );
});
