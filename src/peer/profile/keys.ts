/**
 * The keys of a profile: Ed25519 to sign rumors, X25519 to which private messages are sealed. Made at the first start.
 *
 * The file is JSON with hex: easy to back up, and each key is 32 bytes. Only its owner may read it.
 */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { done, refused, type Result } from '../../gossiper/result.ts';
import { privateKeyFrom, publicBytes, privateBytes } from '../keyBytes.ts';
import { replaceFile, type Folder } from './folder.ts';

export interface Keys {
  readonly sign: KeyObject;
  readonly seal: KeyObject;
  /** 32 bytes each. */
  readonly publicKey: Uint8Array;
  readonly sealKey: Uint8Array;
}

const HEX_32 = /^[0-9a-f]{64}$/;

export function newKeys(): Keys {
  const sign = generateKeyPairSync('ed25519').privateKey;
  const seal = generateKeyPairSync('x25519').privateKey;
  return { sign, seal, publicKey: publicBytes(sign), sealKey: publicBytes(seal) };
}

/** Reads the keys, or makes them. A file that can't be read is never replaced: it is somebody's identity. */
export function loadKeys(folder: Folder): Result<Keys> {
  let text: string;
  try {
    text = readFileSync(folder.key, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return makeKeys(folder);
    return refused('key-not-readable', `The key file ${folder.key} can't be read. Check who may read it.`);
  }
  const keys = parseKeys(text);
  if (keys === undefined) {
    return refused(
      'key-damaged',
      `The key file ${folder.key} is damaged. Put a backup of it there, or move it away to start as somebody new.`,
    );
  }
  if ((statSync(folder.key).mode & 0o077) !== 0) chmodSync(folder.key, 0o600);
  return done(keys);
}

function makeKeys(folder: Folder): Result<Keys> {
  const keys = newKeys();
  const hex = (key: KeyObject): string => Buffer.from(privateBytes(key)).toString('hex');
  const text = JSON.stringify({ version: 1, ed25519: hex(keys.sign), x25519: hex(keys.seal) }, undefined, 2);
  try {
    replaceFile(folder.key, `${text}\n`);
  } catch {
    return refused(
      'folder-not-usable',
      `The key file ${folder.key} can't be written. Check the disk and its permissions.`,
    );
  }
  return done(keys);
}

function parseKeys(text: string): Keys | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    const { version, ed25519, x25519 } = parsed as Record<string, unknown>;
    if (version !== 1 || typeof ed25519 !== 'string' || typeof x25519 !== 'string') return undefined;
    if (!HEX_32.test(ed25519) || !HEX_32.test(x25519)) return undefined;
    const sign = privateKeyFrom('ed25519', Buffer.from(ed25519, 'hex'));
    const seal = privateKeyFrom('x25519', Buffer.from(x25519, 'hex'));
    return { sign, seal, publicKey: publicBytes(sign), sealKey: publicBytes(seal) };
  } catch {
    return undefined;
  }
}
