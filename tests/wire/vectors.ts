/** The captured datagrams of tests/vectors/peerster.json. */
import { readFileSync } from 'node:fs';
import type { GoFields } from './goCodec.ts';
import { type GoMessage, goMessages } from './goMessages.ts';
import { fromHex } from './rawFields.ts';

export interface Vector {
  readonly name: string;
  readonly message: string;
  readonly kind: string;
  readonly hex: string;
  readonly decoded: GoFields;
  readonly bytes: Uint8Array;
  readonly schema: GoMessage;
}

const file = new URL('../vectors/peerster.json', import.meta.url);
const read = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Omit<Vector, 'bytes' | 'schema'>[] };

export const vectors: readonly Vector[] = read.vectors.map((vector) => {
  const schema = goMessages[vector.message];
  if (schema === undefined) throw new Error(`no message is called ${vector.message}`);
  return { ...vector, bytes: fromHex(vector.hex), schema };
});

export const packetVectors = vectors.filter(({ message }) => message.startsWith('GossipPacket'));
export const clientVectors = vectors.filter(({ message }) => message.startsWith('Message'));
