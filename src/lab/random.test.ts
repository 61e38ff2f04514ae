import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLabCrypto } from './crypto.ts';
import { seeded } from './random.ts';

const draw = (seed: number): string => seeded(seed).bytes(16).join();

test('the same seed gives the same stream, another one another', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (one, other) => {
      expect(draw(one)).toBe(draw(one));
      fc.pre(one !== other);
      expect(draw(one)).not.toBe(draw(other));
    }),
  );
});

test('floats are even over [0, 1)', () => {
  const random = seeded(7);
  const buckets = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < 100_000; i++) {
    const bucket = Math.floor(random.float() * 10);
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }
  for (const count of buckets) expect(Math.abs(count - 10_000)).toBeLessThan(500); // 5 standard deviations
});

test('a fork draws on its own', () => {
  const [a, b] = [seeded(1), seeded(1)];
  const fork = a.fork();
  b.fork();
  fork.bytes(100);
  expect(a.float()).toBe(b.float());
});

test('the stand-in for cryptography tells apart what differs in one bit, and whose key it was', () => {
  const crypto = createLabCrypto(seeded(1).bytes(32), seeded(2).bytes(32));
  const key = seeded(1).bytes(32);
  const hashes = new Set<string>();
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), fc.nat(), (bytes, at) => {
      const changed = bytes.slice();
      changed[at % bytes.length] = (changed[at % bytes.length] ?? 0) ^ 1;
      expect(crypto.sha256(bytes)).not.toEqual(crypto.sha256(changed));
      hashes.add(crypto.sha256(bytes).join());
      const signature = crypto.sign(bytes);
      expect(crypto.verify(key, bytes, signature)).toBe(true);
      expect(crypto.verify(key, changed, signature)).toBe(false);
      expect(crypto.verify(seeded(2).bytes(32), bytes, signature)).toBe(false);
      expect(crypto.verify(key, bytes, signature.subarray(1))).toBe(false);
    }),
  );
  expect(hashes.size).toBeGreaterThan(50);
});
