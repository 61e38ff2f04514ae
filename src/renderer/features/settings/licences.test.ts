import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLicences } from './licences.ts';

test('entries as the build writes them', () => {
  const react = { name: 'react', version: '19.3.1', identifier: 'MIT', text: 'MIT License' };
  expect(parseLicences([react, { name: 'bare', version: '1.0.0' }, null, 3, {}])).toEqual([
    react,
    { name: 'bare', version: '1.0.0', identifier: '', text: '' },
  ]);
});

test('anything at all is a list', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      for (const { name, text } of parseLicences(value))
        expect([typeof name, typeof text]).toEqual(['string', 'string']);
    }),
  );
});
