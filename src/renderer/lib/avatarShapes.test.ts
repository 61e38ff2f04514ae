import { expect, test } from 'vitest';
import { avatarShapes } from './avatarShapes.ts';

const pictureOf = (seed: string): string => Object.values(avatarShapes(seed)).join(' ');

test('the same for a seed, and hardly ever the same for another one', () => {
  expect(pictureOf('mfrggzdfmztwq2lk')).toBe(pictureOf('mfrggzdfmztwq2lk'));
  const many = Array.from({ length: 10_000 }, (_, index) => pictureOf(`seed ${index}`));
  expect(new Set(many).size).toBeGreaterThan(9_990);
});

test('never empty', () => {
  const drawn = Array.from({ length: 10_000 }, (_, index) => pictureOf(String(index)).split('M').length - 1);
  expect(Math.min(...drawn)).toBeGreaterThan(2);
});
