import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { autostartEntry, isSwitchedOn } from './autostartEntry.ts';

/** Reads Exec as the specification says: the escapes of a string, then the quotes of arguments, then field codes. */
function argumentsOf(entry: string): string[] {
  const exec = /^Exec=(.*)$/m.exec(entry)?.[1] ?? '';
  const value = exec.replace(/\\(.)/g, (_, letter: string) => (letter === 's' ? ' ' : letter));
  return [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) =>
    text.replace(/\\(.)/g, '$1').replaceAll('%%', '%'),
  );
}

describe('the autostart entry', () => {
  test('names the program, its arguments and nothing else', () => {
    expect(autostartEntry('Peerster', ['/opt/Peerster/peerster', '--hidden'])).toBe(
      '[Desktop Entry]\nType=Application\nName=Peerster\nExec="/opt/Peerster/peerster" "--hidden"\nTerminal=false\nX-GNOME-Autostart-enabled=true\n',
    );
  });

  test('whatever a folder is called, the same arguments come out, and no other key comes in', () => {
    const printable = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/\p{Cc}/gu, ''));
    fc.assert(
      fc.property(fc.array(printable, { minLength: 1, maxLength: 4 }), (command) => {
        const entry = autostartEntry('Peerster', command);
        expect(argumentsOf(entry)).toEqual(command);
        expect(entry.split('\n')).toHaveLength(7);
      }),
    );
    expect(autostartEntry('a\nHidden=true', ['b\nExec=c']).split('\n')).toHaveLength(7);
  });
});

test.each([
  [autostartEntry('Peerster', ['/x']), true],
  [`${autostartEntry('Peerster', ['/x'])}Hidden=true\n`, false],
  [autostartEntry('Peerster', ['/x']).replace('enabled=true', 'enabled=false'), false],
  ['', false],
])('an entry is switched on: %#', (entry, isOn) => expect(isSwitchedOn(entry)).toBe(isOn));
