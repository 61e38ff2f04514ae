import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTyped } from './slashCommand.ts';

test.each([
  ['hello', { kind: 'say', text: 'hello' }],
  ['/etc/hosts is a file', { kind: 'say', text: '/etc/hosts is a file' }],
  ['//help', { kind: 'say', text: '/help' }],
  ['/ME waves\ntwice', { kind: 'say', text: '/me waves\ntwice' }],
  ['/nick Mei Lin', { kind: 'nick', name: 'Mei Lin' }],
  ['/add 10.0.0.1:5000', { kind: 'add', address: '10.0.0.1:5000' }],
  ['/help', { kind: 'help' }],
  ['/nick', { kind: 'incomplete', command: 'nick' }],
  ['/shrug', { kind: 'unknown', command: 'shrug' }],
] as const)('%j', (text, typed) => expect(readTyped(text)).toEqual(typed));

test('anything can be said with a slash before its slash; without one in front a text is itself', () => {
  const law = (text: string): void => {
    const typed = text.startsWith('/') ? `/${text}` : text;
    expect(readTyped(typed)).toEqual({ kind: 'say', text });
  };
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `/${text}`),
      ),
      law,
    ),
  );
});
