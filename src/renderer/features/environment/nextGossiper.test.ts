import { expect, test } from 'vitest';
import { nextGossiper } from './nextGossiper.ts';

const running = (name: string, address: string) => ({ id: name, name, address, peers: 0, sync: 'alone' as const });

test.each([
  ['the first', [], { name: 'A', address: '127.0.0.1:5000', peers: '' }],
  [
    'the next knows the last',
    [running('A', '127.0.0.1:5000')],
    { name: 'B', address: '127.0.0.1:5001', peers: '127.0.0.1:5000' },
  ],
  [
    'what is taken is left out',
    [running('B', '[::1]:5000'), running('A', '127.0.0.1:5002')],
    { name: 'C', address: '127.0.0.1:5001', peers: '127.0.0.1:5002' },
  ],
])('%s', (_, list, next) => expect(nextGossiper(list)).toEqual(next));

test('after Z there is a name, too', () => {
  const all = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('').map((name, at) => running(name, `127.0.0.1:${5000 + at}`));
  expect(nextGossiper(all)).toEqual({ name: 'G27', address: '127.0.0.1:5026', peers: '127.0.0.1:5025' });
});
