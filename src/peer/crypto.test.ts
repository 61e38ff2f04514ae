import { describe, expect, it } from 'vitest';
import { createCrypto, KEPT_KEYS, sha256 } from './crypto.ts';
import { privateBytes, privateKeyFrom, publicBytes } from './keyBytes.ts';
import { newKeys } from './profile/keys.ts';

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

describe('keys', () => {
  it('are those of RFC 8032 (test 2)', () => {
    const key = privateKeyFrom('ed25519', hex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'));
    const signature =
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00';
    expect(Buffer.from(publicBytes(key)).toString('hex')).toBe(
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    );
    expect(Buffer.from(createCrypto(key).sign(hex('72'))).toString('hex')).toBe(signature);
    expect(createCrypto().verify(publicBytes(key), hex('72'), hex(signature))).toBe(true);
    expect(createCrypto().verify(publicBytes(key), hex('73'), hex(signature))).toBe(false);
  });

  it('survive being written down', () => {
    const { sign, seal, publicKey, sealKey } = newKeys();
    expect(publicBytes(privateKeyFrom('ed25519', privateBytes(sign)))).toEqual(publicKey);
    expect(publicBytes(privateKeyFrom('x25519', privateBytes(seal)))).toEqual(sealKey);
  });
});

describe('crypto', () => {
  it('answers anything that is no key or no signature with no', () => {
    const { sign, publicKey } = newKeys();
    const crypto = createCrypto(sign);
    const message = hex('00ff');
    const signature = crypto.sign(message);
    expect(crypto.verify(publicKey, message, signature)).toBe(true);
    for (const key of [new Uint8Array(), new Uint8Array(31), new Uint8Array(32).fill(255)]) {
      expect(crypto.verify(key, message, signature)).toBe(false);
    }
    expect(crypto.verify(publicKey, message, signature.subarray(1))).toBe(false);
    expect(crypto.verify(publicKey, message, new Uint8Array())).toBe(false);
  });

  it('is right also when it met more keys than it keeps', () => {
    const { sign, publicKey } = newKeys();
    const crypto = createCrypto(sign);
    const message = hex('01');
    const signature = crypto.sign(message);
    for (let n = 0; n <= KEPT_KEYS; n++) {
      const other = new Uint8Array(32);
      other[0] = n;
      other[1] = n >> 8;
      expect(crypto.verify(other, message, signature)).toBe(false);
    }
    expect(crypto.verify(publicKey, message, signature)).toBe(true);
  });

  it('hashes', () =>
    expect(Buffer.from(sha256(new Uint8Array())).toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    ));
});
