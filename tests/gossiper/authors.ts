/** Who says rumors in tests: real Ed25519 keys, real chains, the shipped codec. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { makeIdentity } from '../../src/gossiper/identity.ts';
import { type GroupMark, parseGroupMark, parseOrigin } from '../../src/gossiper/names.ts';
import type { Rumor } from '../../src/gossiper/packet.ts';
import type { Crypto, Identity } from '../../src/gossiper/ports.ts';
import { type ChainPorts, linkOf, makeRumor } from '../../src/gossiper/rumors/chain.ts';
import { createCrypto } from '../../src/peer/crypto.ts';
import { publicBytes } from '../../src/peer/keyBytes.ts';
import { rumorCodec } from '../../src/wire/index.ts';

export const LOBBY: GroupMark = parseGroupMark('00112233445566ff')!;

export interface Author {
  readonly identity: Identity;
  readonly crypto: Crypto;
  readonly chain: ChainPorts;
  /** Its next rumor, signed and chained. */
  says(text: string): Rumor;
  /** Its next rumor, which gives it another name. */
  renames(name: string): Rumor;
  /** A rumor of this ID as it would have been, had it said something else there: the start of a fork. */
  forks(rumor: Rumor, text: string): Rumor;
}

/** A person with a key. */
export function author(name: string, group = LOBBY, saidAt = 1_000): Author {
  const { privateKey } = generateKeyPairSync('ed25519');
  const seal = generateKeyPairSync('x25519').privateKey;
  const crypto = createCrypto(privateKey, seal);
  const keys = { publicKey: publicBytes(privateKey), sealKey: publicBytes(seal) };
  const identity = makeIdentity(name, keys, new Uint8Array(randomBytes(8)), crypto)!;
  const chain = { crypto, codec: rumorCodec, group };
  const said: Rumor[] = [];
  const linkBefore = (id: number) => (id === 1 ? undefined : linkOf(said[id - 2]!, chain));
  const next = (text: string, name?: string): Rumor => {
    const id = said.length + 1;
    const rumor = makeRumor(identity, id, text, linkBefore(id), saidAt + id, chain, name);
    said.push(rumor);
    return rumor;
  };
  return {
    identity,
    crypto,
    chain,
    says: (text) => next(text),
    renames: (name) => next('', name),
    forks: ({ id }, text) => makeRumor(identity, id, text, linkBefore(id), saidAt + id, chain),
  };
}

/** A rumor as a course peer says it, or as one relays ours. */
export const bare = (origin: string, id: number, text: string): Rumor => ({
  origin: parseOrigin(origin)!,
  id,
  text,
  extensions: new Uint8Array(),
});

/** The same rumor as a course peer would pass it on. */
export const stripped = (rumor: Rumor): Rumor => ({ ...rumor, extensions: new Uint8Array() });

/** The same rumor with one bit of its signature turned over: its claims can be read, and are wrong. */
export function spoilt(rumor: Rumor): Rumor {
  const claims = rumorCodec.claims(rumor)!;
  const signature = Uint8Array.from(claims.signature, (byte, i) => (i === 5 ? byte ^ 1 : byte));
  return { ...rumor, extensions: rumorCodec.extensions({ ...claims, signature }) };
}
