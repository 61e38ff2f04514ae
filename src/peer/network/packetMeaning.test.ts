import { expect, test } from 'vitest';
import { parseAddress, parseInstance, parseOrigin } from '../../gossiper/names.ts';
import type { Message } from '../../gossiper/packet.ts';
import { encodePacket } from '../../wire/index.ts';
import { meaningOf } from './packetMeaning.ts';

const [Ana, Bo] = [parseOrigin('Ana~abcdefghijklmnop')!, parseOrigin('Bo')!];
const nameOf = (origin: string) => origin.split('~')[0]!;
const meant = (message: Message) => meaningOf(encodePacket({ message }), nameOf);
const rumor = { origin: Ana, id: 12, extensions: new Uint8Array() };
const hello = { version: 1, origin: Ana, instance: parseInstance('0'.repeat(16))!, capabilities: 0, clockSeq: 1 };

test.each<[string, Message, object]>([
  [
    'a rumor',
    { type: 'rumor', rumor: { ...rumor, text: 'secret' }, hops: 2 },
    { kind: 'rumor', who: 'Ana', id: 12, hops: 2 },
  ],
  [
    'a route rumor',
    { type: 'rumor', rumor: { ...rumor, text: '' } },
    { kind: 'routeRumor', who: 'Ana', id: 12, hops: null },
  ],
  [
    'a status',
    { type: 'status', want: [{ origin: Bo, nextId: 3 }], hello, ping: 5, credit: 64, link: 'eager' },
    { kind: 'status', who: 'Ana', count: 1, asks: ['ping', 'rumors', 'push'] },
  ],
  ["a course peer's status", { type: 'status', want: [] }, { kind: 'status', who: null, count: 0, asks: [] }],
  [
    'a private message',
    { type: 'private', origin: Ana, destination: Bo, id: 0, text: 'secret', hopLimit: 2 },
    { kind: 'private', who: 'Ana', to: 'Bo', hops: 2 },
  ],
  [
    'a simple message',
    { type: 'simple', originalName: 'Ana', relayPeerAddr: '1.2.3.4:5', contents: 'secret' },
    { kind: 'simple', who: 'Ana' },
  ],
  [
    'introductions',
    { type: 'control', control: { kind: 'peers', addresses: [parseAddress('10.0.0.1:5000')!] } },
    { kind: 'introductions', count: 1 },
  ],
  [
    'what a later version says',
    { type: 'control', control: { kind: 'unknown', body: new Uint8Array([1]) } },
    { kind: 'unknown' },
  ],
])('%s: what it says, without its text', (_, message, meaning) => {
  expect(meant(message)).toMatchObject(meaning);
  expect(JSON.stringify(meant(message))).not.toContain('secret');
});

test('noise is malformed', () => {
  expect(meaningOf(new Uint8Array([255, 255]), nameOf)).toMatchObject({ kind: 'malformed' });
});
