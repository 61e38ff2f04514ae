import { expect, test } from 'vitest';
import { isLoopback } from './loopback.ts';

test.each(['127.0.0.1:5000', '127.8.9.1:1', '[::1]:5000', 'localhost:5000'])('%s is this machine', (address) =>
  expect(isLoopback(address)).toBe(true),
);

test.each(['192.168.1.14:5000', '10.127.0.1:5000', '[fe80::1]:5000', '127.example:5000', '1127.0.0.1:5000'])(
  '%s is a network',
  (address) => expect(isLoopback(address)).toBe(false),
);
