import { describe, expect, it } from 'vitest';
import { MAX_TEXT_BYTES } from '../gossiper/limits.ts';
import { checkAddress, checkCourseName, checkName, checkText, MAX_NAME_CHARACTERS } from './checked.ts';

const codeOf = (result: ReturnType<typeof checkText>): string => (result.ok ? 'fine' : result.problem.code);

describe('what people type', () => {
  it.each([
    ['a', 'fine'],
    ['', 'text-empty'],
    [' \n\t', 'text-empty'],
    ['x'.repeat(MAX_TEXT_BYTES), 'fine'],
    ['x'.repeat(MAX_TEXT_BYTES + 1), 'text-too-long'],
    ['ü'.repeat(MAX_TEXT_BYTES / 2), 'fine'],
    ['ü'.repeat(MAX_TEXT_BYTES / 2) + 'x', 'text-too-long'],
  ])('text %#', (text, code) => expect(codeOf(checkText(text))).toBe(code));

  it('says how long a text is that is too long', () => {
    const refused = checkText('€'.repeat(3_000));
    expect(refused.ok ? '' : refused.problem.message).toContain('9000 bytes');
  });

  it('makes text well-formed', () => {
    expect(checkText('a\ud800b')).toEqual({ ok: true, value: 'a\ufffdb' });
    expect(checkText('a\udcffb')).toEqual({ ok: true, value: 'a\ufffdb' });
  });

  it.each([
    ['Alice', 'fine'],
    ['  Alice  ', 'fine'],
    ['   ', 'name-empty'],
    ['a\nb', 'name-not-allowed'],
    ['a\u202eb', 'name-not-allowed'],
    ['x'.repeat(MAX_NAME_CHARACTERS), 'fine'],
    ['x'.repeat(MAX_NAME_CHARACTERS + 1), 'name-too-long'],
    ['👩‍👩‍👧'.repeat(13), 'fine'],
    ['👩‍👩‍👧'.repeat(14), 'name-too-long'],
    ['漢'.repeat(MAX_NAME_CHARACTERS), 'fine'],
  ])('name %#', (name, code) => expect(codeOf(checkName(name))).toBe(code));

  it('trims names', () => expect(checkName('  Alice ')).toEqual({ ok: true, value: 'Alice' }));

  it.each([
    ['A', 'fine'],
    ['', 'name-empty'],
    ['x'.repeat(255), 'fine'],
    ['x'.repeat(256), 'name-too-long'],
  ])('course name %#', (name, code) => expect(codeOf(checkCourseName(name))).toBe(code));

  it.each([
    ['127.0.0.1:5000', 'fine'],
    [' [::1]:5000 ', 'fine'],
    ['localhost:5000', 'bad-address'],
    ['127.0.0.1', 'bad-address'],
    ['127.0.0.1:0', 'bad-address'],
    ['127.0.0.1:65536', 'bad-address'],
    ['0.0.0.0:5000', 'bad-address'],
    ['224.0.0.251:5353', 'bad-address'],
    ['255.255.255.255:5000', 'bad-address'],
    ['[::]:5000', 'bad-address'],
    ['[ff02::1]:5000', 'bad-address'],
  ])('address %s', (address, code) => expect(codeOf(checkAddress(address))).toBe(code));
});
