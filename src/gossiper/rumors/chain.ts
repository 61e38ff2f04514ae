/**
 * Signatures and the chain between an origin's rumors (protocol.md §3, "Signature").
 *
 * 1. `prev` of ID n is the first 16 bytes of SHA-256 of what ID n − 1 signed: one right signature at n vouches for all
 *    before it, as far back as the chain was followed.
 * 2. The key is in ID 1, and belongs to the origin only if the origin's tag says so.
 * 3. Field 18 is not under the hash: a relay may have spoilt the signature of a rumor inside a run. The newest right
 *    signature of a run therefore decides how much of it is taken, and the last rumor taken always verified itself.
 */
import { owns } from '../identity.ts';
import type { GroupMark } from '../names.ts';
import type { Birth, Claims, Rumor } from '../packet.ts';
import type { Crypto, Identity, RumorCodec } from '../ports.ts';

export const LINK_BYTES = 16;

export interface ChainPorts {
  readonly crypto: Crypto;
  readonly codec: RumorCodec;
  readonly group: GroupMark;
}

/** A rumor that makes claims, waiting to be checked. */
export interface Claimed {
  readonly rumor: Rumor;
  readonly claims: Claims;
}

export interface Tip {
  /** Of the origin's ID 1, verified. */
  readonly birth: Birth | undefined;
  /** What the next rumor's `prev` must be; undefined: the last rumor held is a copy without extensions, or there is none. */
  readonly link: Uint8Array | undefined;
}

export type RunVerdict =
  /** The first `count` are verified, the rest are forged; `link` is what the next rumor's `prev` must be. */
  | { readonly kind: 'verified'; readonly count: number; readonly birth: Birth; readonly link: Uint8Array | undefined }
  /** We hold ID 1 only as a copy without its key: nothing can be said. */
  | { readonly kind: 'noKey' };

export const linkOf = (rumor: Rumor, { crypto, codec, group }: ChainPorts): Uint8Array =>
  crypto.sha256(codec.signedBytes(group, rumor)).subarray(0, LINK_BYTES);

/**
 * Checks consecutive rumors of one origin, the first following `tip`. Usually one verification; each wrong signature
 * at the end costs one more. `onVerify` counts them.
 */
export function checkRun(run: readonly Claimed[], tip: Tip, ports: ChainPorts, onVerify: () => void): RunVerdict {
  const first = run[0];
  if (first === undefined) throw new Error('a run has at least one rumor');
  const birth = tip.birth ?? first.claims.birth;
  if (birth === undefined) return { kind: 'noKey' };
  if (tip.birth === undefined && !owns(birth, first.rumor.origin, ports.crypto))
    return { kind: 'verified', count: 0, birth, link: tip.link };

  const signed: Uint8Array[] = [];
  const links: Uint8Array[] = [];
  let link = tip.link;
  for (const { rumor, claims } of run) {
    if (claims.prev !== undefined && link !== undefined && !sameBytes(claims.prev, link)) break;
    const bytes = ports.codec.signedBytes(ports.group, rumor);
    link = ports.crypto.sha256(bytes).subarray(0, LINK_BYTES);
    signed.push(bytes);
    links.push(link);
  }
  for (let last = signed.length - 1; last >= 0; last--) {
    const bytes = signed[last];
    const claimed = run[last];
    if (bytes === undefined || claimed === undefined) break;
    onVerify();
    if (ports.crypto.verify(birth.publicKey, bytes, claimed.claims.signature))
      return { kind: 'verified', count: last + 1, birth, link: links[last] };
  }
  return { kind: 'verified', count: 0, birth, link: tip.link };
}

/** One rumor of an origin whose key is known, whatever its neighbours: for copies of rumors that are held already. */
export function checkAlone({ rumor, claims }: Claimed, known: Birth | undefined, ports: ChainPorts): boolean {
  const birth = known ?? claims.birth;
  if (birth === undefined || (known === undefined && !owns(birth, rumor.origin, ports.crypto))) return false;
  return ports.crypto.verify(birth.publicKey, ports.codec.signedBytes(ports.group, rumor), claims.signature);
}

/** Our next rumor, signed where we have a key. `link` of the one before it is absent at ID 1; `name`: a new one of ours, with text "". */
export function makeRumor(
  identity: Identity,
  id: number,
  text: string,
  link: Uint8Array | undefined,
  saidAt: number,
  ports: ChainPorts,
  name?: string,
): Rumor {
  const bare: Rumor = { origin: identity.origin, id, text, extensions: new Uint8Array() };
  if (identity.birth === undefined) return bare;
  const claims: Claims = {
    saidAt: Math.max(0, Math.trunc(saidAt)),
    signature: new Uint8Array(),
    ...(id === 1 ? { birth: identity.birth } : {}),
    ...(link === undefined ? {} : { prev: link }),
    ...(name === undefined ? {} : { name }),
  };
  const unsigned = { ...bare, extensions: ports.codec.extensions(claims) };
  const signature = ports.crypto.sign(ports.codec.signedBytes(ports.group, unsigned));
  return { ...bare, extensions: ports.codec.extensions({ ...claims, signature }) };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
