/**
 * Writes tests/fixtures/log-v2.sqlite: `node src/peer/log/schema.fixture.ts 2`. Run once for each version; the files are
 * committed. Version 2 also has a new name that an origin took, which its programs stored without knowing what it was.
 */
import { generateKeyPairSync } from 'node:crypto';
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { makeIdentity } from '../../gossiper/identity.ts';
import { bytesOf } from '../../gossiper/names.ts';
import { rumorCodec } from '../../wire/index.ts';
import { createCrypto, sha256 } from '../crypto.ts';
import { groupMark, LOBBY } from '../group.ts';
import { publicBytes } from '../keyBytes.ts';
import { migrate } from './schema.ts';

const version = Number(process.argv[2] ?? 1);
const path = fileURLToPath(new URL(`../../../tests/fixtures/log-v${version}.sqlite`, import.meta.url));
const AT = 1_790_000_000_000;

rmSync(path, { force: true });
const db = new DatabaseSync(path);
migrate(db, { birthOf: () => undefined, nameOf: () => undefined }, version);

const key = generateKeyPairSync('ed25519').privateKey;
const crypto = createCrypto(key);
const keys = { publicKey: publicBytes(key), sealKey: publicBytes(generateKeyPairSync('x25519').privateKey) };
const identity = makeIdentity('Alice', keys, new Uint8Array(8).fill(5), crypto);
if (identity?.birth === undefined) throw new Error('a short name fits');
const { origin, birth } = identity;

db.prepare('INSERT INTO origins (no, origin) VALUES (1, ?), (2, ?)').run(bytesOf(origin), bytesOf('A'));
const insert = db.prepare('INSERT INTO rumors VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
let prev: Uint8Array | undefined;
const says = ['one', 'two', 'three', 'four', 'five', ...(version > 1 ? ['', 'six'] : [])];
for (const [i, text] of says.entries()) {
  const id = i + 1;
  const saidAt = AT + id * 1_000;
  const claims = {
    saidAt,
    signature: new Uint8Array(),
    ...(prev === undefined ? { birth } : { prev }),
    ...(text === '' ? { name: 'Alicia' } : {}),
  };
  const unsigned = { origin, id, text, extensions: rumorCodec.extensions(claims) };
  const signed = rumorCodec.signedBytes(groupMark(LOBBY), unsigned);
  const extensions = rumorCodec.extensions({ ...claims, signature: crypto.sign(signed) });
  insert.run(id, 1, id, bytesOf(text), extensions, 1, 1, '127.0.0.1:5000', 2, saidAt, saidAt, saidAt);
  prev = sha256(signed).subarray(0, 16);
}
// A course peer's, one of them not UTF-8 and one a route rumor.
for (const [i, text] of ['a\udcffb', '', 'c'].entries()) {
  const at = AT + 1_500 + i * 1_500;
  insert.run(10 + i, 2, i + 1, bytesOf(text), new Uint8Array(), 0, 1, '127.0.0.1:5001', null, null, at, at);
}
if (version > 1) {
  db.exec(`UPDATE origins SET (next_id, chats, shown_at) = (
    SELECT max(id) + 1, count(*) FILTER (WHERE text <> x''), max(shown_at) FROM rumors WHERE origin_no = no
  )`);
  const keys = [birth.publicKey, birth.incarnation, birth.sealKey] as const;
  db.prepare('UPDATE origins SET public_key = ?, incarnation = ?, seal_key = ? WHERE no = 1').run(...keys);
  const fork = db.prepare("INSERT INTO evidence VALUES (1, ?, 1, ?, x'', 0, '127.0.0.1:5002')");
  fork.run(bytesOf('A'), bytesOf('another'));
}
db.exec('PRAGMA journal_mode = DELETE');
db.close();
