/**
 * The bytes of a backup file: a header, and frames that can't be changed, swapped or cut off unnoticed.
 *
 * 1. Header: "peerster-backup\n" · version (1) · protection (0: none, 1: passphrase) · salt (16 bytes). It is part of what
 *    every frame authenticates.
 * 2. A frame is AES-256-GCM of FRAME_BYTES bytes, the last one of 1 to FRAME_BYTES. Its nonce is its number and whether it
 *    is the last (Hoang, Reyhanitabar, Rogaway, Vizár, "Online Authenticated-Encryption and its Nonce-Reuse
 *    Misuse-Resistance", STREAM): so a file that ends early is no shorter backup.
 * 3. With a passphrase the key is scrypt's, with cost numbers that the version fixes: a file can't ask for more memory.
 *    Without one the key is made from the salt, which everyone can read: the frames then only show damage.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { done, refused, type Result } from '../../gossiper/result.ts';

const MAGIC = Buffer.from('peerster-backup\n');
const VERSION = 1;
const SALT_BYTES = 16;
export const HEADER_BYTES = MAGIC.length + 2 + SALT_BYTES;
export const FRAME_BYTES = 65_536;
const TAG_BYTES = 16;
/** 128 MB and about half a second: what a guess costs, too. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 192 * 1024 * 1024 } as const;

export interface Seal {
  readonly header: Uint8Array;
  readonly key: Uint8Array;
}

/** For a new file. `passphrase` "": none. */
export async function newSeal(passphrase: string): Promise<Seal> {
  const salt = randomBytes(SALT_BYTES);
  const header = Buffer.concat([MAGIC, Buffer.from([VERSION, passphrase === '' ? 0 : 1]), salt]);
  return { header, key: await keyOf(passphrase, salt) };
}

/** Of a file that is there. Codes: `backup-not-one`, `backup-newer`, `passphrase-needed`. */
export async function readSeal(header: Uint8Array, passphrase: string): Promise<Result<Seal>> {
  const bytes = Buffer.from(header);
  if (bytes.length < HEADER_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
    return refused(
      'backup-not-one',
      'That file is not a backup of Peerster. Choose one that ends in .peerster-backup.',
    );
  }
  const [version = 0, protection = 0] = bytes.subarray(MAGIC.length);
  if (version !== VERSION || protection > 1) {
    return refused(
      'backup-newer',
      'That backup was made by another version of Peerster. Update this one and try again.',
    );
  }
  if (protection === 1 && passphrase === '') {
    return refused('passphrase-needed', 'That backup is protected. Give the passphrase that it was made with.');
  }
  const salt = bytes.subarray(MAGIC.length + 2);
  return done({ header: bytes, key: await keyOf(protection === 1 ? passphrase : '', salt) });
}

/** Spelled in one way, however the keyboard composed its accents. */
function keyOf(passphrase: string, salt: Uint8Array): Promise<Uint8Array> {
  if (passphrase === '') {
    return Promise.resolve(createHash('sha256').update('peerster-backup-open-1').update(salt).digest());
  }
  return new Promise((resolve, reject) =>
    scrypt(passphrase.normalize('NFC'), salt, 32, COST, (error, key) =>
      error === null ? resolve(new Uint8Array(key)) : reject(error),
    ),
  );
}

function nonceOf(frame: number, isLast: boolean): Uint8Array {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(frame, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

/** The file that holds `content`, header first. */
export async function* seal({ header, key }: Seal, content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let frame = 0;
  let held = Buffer.alloc(0);
  const frameOf = (plain: Uint8Array, isLast: boolean): Uint8Array => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(frame++, isLast)).setAAD(header);
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  };
  yield header;
  for await (const bytes of content) {
    held = Buffer.concat([held, bytes]);
    while (held.length > FRAME_BYTES) {
      yield frameOf(held.subarray(0, FRAME_BYTES), false);
      held = held.subarray(FRAME_BYTES);
    }
  }
  yield frameOf(held, true);
}

/** A frame is not what was written: which one says whether it is the key that is wrong. */
export class Damaged extends Error {
  readonly frame: number;
  constructor(frame: number) {
    super('the file is damaged');
    this.frame = frame;
  }
}

/** What `seal` was given. Throws Damaged, and what the disk throws. */
export async function* unseal({ header, key }: Seal, file: FileHandle): AsyncGenerator<Uint8Array> {
  const { size } = await file.stat();
  const sealed = FRAME_BYTES + TAG_BYTES;
  const frames = Math.max(1, Math.ceil((size - HEADER_BYTES) / sealed));
  const buffer = Buffer.alloc(sealed);
  for (let frame = 0; frame < frames; frame++) {
    const { bytesRead } = await file.read(buffer, 0, sealed, HEADER_BYTES + frame * sealed);
    if (bytesRead <= TAG_BYTES) throw new Damaged(frame);
    const end = bytesRead - TAG_BYTES;
    const cipher = createDecipheriv('aes-256-gcm', key, nonceOf(frame, frame === frames - 1)).setAAD(header);
    cipher.setAuthTag(buffer.subarray(end, bytesRead));
    const plain = cipher.update(buffer.subarray(0, end));
    try {
      cipher.final();
    } catch {
      throw new Damaged(frame);
    }
    yield plain;
  }
}
