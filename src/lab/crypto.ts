/**
 * A cheap stand-in for the Crypto port, for large simulations: a verification costs a microsecond instead of 140.
 *
 * NOT SECURE, by design. The hash is a 256-bit non-cryptographic mix, and a "signature" is that hash of public key
 * and bytes, so everybody can sign for everybody, and open what is sealed to anybody. It answers as the real one does to honest nodes and to damage in
 * transit; what forgers can do is tested with the real one.
 */
import type { Crypto } from '../gossiper/ports.ts';

const LANES = 8;

/** 32 bytes; deterministic; different lanes are murmur-like mixes with different constants. */
function mix(parts: readonly Uint8Array[]): Uint8Array {
  const lanes = new Uint32Array(LANES);
  for (let lane = 0; lane < LANES; lane++) lanes[lane] = Math.imul(lane + 1, 0x9e37_79b1);
  let [x, y, length] = [0x243f_6a88, 0x85a3_08d3, 0];
  for (const part of parts) {
    for (const byte of part) {
      x = Math.imul(x ^ byte, 0x0100_0193);
      y = Math.imul((y << 5) ^ (y >>> 27) ^ byte, 0x85eb_ca6b);
      const lane = length++ % LANES;
      lanes[lane] = Math.imul((lanes[lane] ?? 0) ^ x ^ (y >>> 13), 0xc2b2_ae35);
    }
    x = Math.imul(x ^ part.length ^ 0x5bd1_e995, 0x0100_0193); // where one part ends counts
  }
  const hash = new Uint8Array(32);
  const view = new DataView(hash.buffer);
  for (let lane = 0; lane < LANES; lane++) {
    let h = (lanes[lane] ?? 0) ^ Math.imul(x + lane, 0x27d4_eb2f) ^ Math.imul(y ^ lane, 0x1656_67b1) ^ length;
    h = Math.imul(h ^ (h >>> 16), 0x7feb_352d);
    h = Math.imul(h ^ (h >>> 15), 0x846c_a68b);
    view.setUint32(4 * lane, h ^ (h >>> 16));
  }
  return hash;
}

function signatureOf(publicKey: Uint8Array, bytes: Uint8Array): Uint8Array {
  const half = mix([publicKey, bytes]);
  const whole = new Uint8Array(64);
  whole.set(half);
  whole.set(half, 32);
  return whole;
}

/** As many bytes as there are, all of them other ones. */
function disguised(bytes: Uint8Array, keys: readonly Uint8Array[]): Uint8Array {
  const other = new Uint8Array(bytes.length);
  let stream = mix(keys);
  for (let i = 0; i < bytes.length; i++) {
    if (i > 0 && i % stream.length === 0) stream = mix([stream]);
    other[i] = (bytes[i] ?? 0) ^ (stream[i % stream.length] ?? 0);
  }
  return other;
}

const EPHEMERAL_BYTES = 32;
const TAG_BYTES = 16;

/** `publicKey`, `sealKey`: any 32 bytes; there are no private ones. */
export function createLabCrypto(publicKey: Uint8Array, sealKey: Uint8Array): Crypto {
  return {
    sha256: (bytes) => mix([bytes]),
    sign: (bytes) => signatureOf(publicKey, bytes),
    verify(key, bytes, claimed) {
      if (claimed.length !== 64) return false;
      const right = signatureOf(key, bytes);
      return claimed.every((byte, i) => byte === right[i]);
    },
    seal(recipient, bytes, bound) {
      const ephemeral = mix([recipient, bytes, bound]);
      const sealed = new Uint8Array(EPHEMERAL_BYTES + bytes.length + TAG_BYTES);
      sealed.set(ephemeral);
      sealed.set(disguised(bytes, [recipient, ephemeral]), EPHEMERAL_BYTES);
      sealed.set(mix([recipient, ephemeral, bytes, bound]).subarray(0, TAG_BYTES), EPHEMERAL_BYTES + bytes.length);
      return sealed;
    },
    open(sealed, bound) {
      if (sealed.length < EPHEMERAL_BYTES + TAG_BYTES) return undefined;
      const ephemeral = sealed.subarray(0, EPHEMERAL_BYTES);
      const bytes = disguised(sealed.subarray(EPHEMERAL_BYTES, -TAG_BYTES), [sealKey, ephemeral]);
      const tag = mix([sealKey, ephemeral, bytes, bound]).subarray(0, TAG_BYTES);
      return sealed.subarray(-TAG_BYTES).every((byte, i) => byte === tag[i]) ? bytes : undefined;
    },
  };
}
