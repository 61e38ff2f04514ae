import { expect, test } from 'vitest';
import { bytesField, concat, textField } from '../../tests/wire/rawFields.ts';
import { MAX_INTRODUCED } from '../gossiper/limits.ts';
import { parseAddress } from '../gossiper/names.ts';
import { controlBody, readControl } from './control.ts';

const peers = (...addresses: string[]) => bytesField(1, concat(...addresses.map((text) => textField(1, text))));
const some = (count: number) => Array.from({ length: count }, (_, n) => `10.0.0.${n}:5000`);

test('introductions are addresses, written and read alike', () => {
  const addresses = [...some(3), '[2001:db8::1]:5000'].map((text) => parseAddress(text)!);
  expect(controlBody({ kind: 'peers', addresses })).toEqual(peers(...addresses));
  expect(readControl(peers(...addresses))).toEqual({ kind: 'peers', addresses });
});

test(`at most ${MAX_INTRODUCED} are read`, () => {
  expect(readControl(peers(...some(MAX_INTRODUCED)))).toMatchObject({ kind: 'peers' });
  expect(readControl(peers(...some(MAX_INTRODUCED + 1)))).toMatchObject({ kind: 'unknown' });
});

test.each([
  ['nothing', new Uint8Array()],
  ['a kind of a later version', bytesField(99, new Uint8Array(3))],
  ['what is no address', peers('10.0.0.1:5000', 'example.org:80')],
  ['more than one kind', concat(peers('10.0.0.1:5000'), peers('10.0.0.2:5000'))],
  ['noise', new Uint8Array([0x0a, 0xff, 0xff])],
])('%s means nothing, and is kept as it is', (_, body) => {
  expect(readControl(body)).toEqual({ kind: 'unknown', body });
});
