/** How fast the codec is with what the wire carries most: a signed rumor of 100 bytes of text, and a Status of ours. */
import { parseGroupMark, parseInstance, parseOrigin } from '../gossiper/names.ts';
import type { Packet, Want } from '../gossiper/packet.ts';
import { decodePacket, encodePacket } from './packet.ts';
import { rumorCodec } from './rumorCodec.ts';

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** Median of this many runs. */
const RUNS = 5;
const RUN_MS = 150;
const BATCH = 500;

const group = parseGroupMark('00112233aabbccdd');
const instance = parseInstance('0123456789abcdef');
const origin = parseOrigin('Alex~mfrggzdfmztwq2lk');

/** Operations a second, each a median of five runs. `now` is a clock in ms that only grows. */
export function benchCodec(now: () => number): Figure[] {
  const rumor = rumorPacket('Winter is coming. '.repeat(6).slice(0, 100));
  const accented = rumorPacket('Der Winter kömmt. '.repeat(6).slice(0, 100));
  const status = statusPacket(50);
  return [
    ...figures('signed rumor, 100 bytes', rumor, now),
    ...figures('signed rumor, 100 letters with umlauts', accented, now),
    ...figures('status of 50 origins', status, now),
    signing(rumor, now),
  ];
}

function figures(name: string, packet: Packet, now: () => number): Figure[] {
  const bytes = encodePacket(packet);
  return [
    { name: `encode ${name}`, value: rate(() => encodePacket(packet).length, now), unit: '1/s' },
    { name: `decode ${name}`, value: rate(() => (decodePacket(bytes) === undefined ? 0 : 1), now), unit: '1/s' },
  ];
}

function signing({ message }: Packet, now: () => number): Figure {
  if (message.type !== 'rumor' || group === undefined) throw new Error('the sample is no rumor of a group');
  const work = (): number =>
    rumorCodec.signedBytes(group, message.rumor).length + (rumorCodec.claims(message.rumor)?.saidAt ?? 0);
  return { name: 'signedBytes and claims of it', value: rate(work, now), unit: '1/s' };
}

function rate(work: () => number, now: () => number): number {
  const rates: number[] = [];
  let kept = 0;
  // The first run warms up and doesn't count.
  for (let run = 0; run <= RUNS; run++) {
    const start = now();
    let count = 0;
    let took = 0;
    while (took < RUN_MS) {
      for (let i = 0; i < BATCH; i++) kept += work();
      count += BATCH;
      took = now() - start;
    }
    if (run > 0) rates.push((count * 1000) / took);
  }
  if (kept === 0) throw new Error('the work came to nothing');
  return Math.round(rates.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0);
}

function rumorPacket(text: string): Packet {
  if (origin === undefined || group === undefined) throw new Error('the sample names are wrong');
  const extensions = rumorCodec.extensions({
    saidAt: 1_790_000_000_000,
    signature: new Uint8Array(64).fill(7),
    prev: new Uint8Array(16).fill(9),
  });
  return { group, message: { type: 'rumor', rumor: { origin, id: 1_234, text, extensions }, hops: 3 } };
}

function statusPacket(origins: number): Packet {
  if (origin === undefined || group === undefined || instance === undefined)
    throw new Error('the sample names are wrong');
  const want: Want[] = [];
  for (let i = 0; i < origins; i++) {
    const name = parseOrigin(`Peer${i}~mfrggzdfmztwq2lk`);
    if (name !== undefined) want.push({ origin: name, nextId: i * 37 + 1 });
  }
  const hello = { version: 1, origin, instance, capabilities: 0, clockSeq: 99 };
  return { group, message: { type: 'status', want, hello, range: { from: '' }, credit: 64, ping: 12_345 } };
}
