/** Private messages as the course's test scripts see them: the client's flags, the log's lines, hop limits. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { startPeerster, type PeersterProcess } from './peersterProcess.ts';

const client = fileURLToPath(new URL('../../out/cli/peersterClient.js', import.meta.url));
const running: PeersterProcess[] = [];
afterEach(async () => {
  for (const peer of running.splice(0)) await peer.stop();
});

async function start(...flags: readonly string[]): Promise<PeersterProcess> {
  const peer = await startPeerster(...flags);
  running.push(peer);
  return peer;
}
const tell = (peer: PeersterProcess, ...flags: readonly string[]): number | null =>
  spawnSync(process.execPath, [client, `-UIPort=${peer.uiPort}`, ...flags]).status;
const sees = (peer: PeersterProcess, line: string | RegExp) =>
  expect.poll(() => peer.lines.some((one) => (typeof line === 'string' ? one === line : line.test(one)))).toBe(true);
const toLine = (addresses: readonly PeersterProcess[]): string =>
  `-peers=${addresses.map(({ gossipPort }) => `127.0.0.1:${gossipPort}`).join(',')}`;

test('a line of three: routes from rumors, a private message over one relay, and one hop too many', async () => {
  const c = await start('-name=C', '-rtimer=1', '-antiEntropy=1');
  const b = await start('-name=B', '-rtimer=1', '-antiEntropy=1', toLine([c]));
  const a = await start('-name=A', '-rtimer=1', '-antiEntropy=1', toLine([b]));
  expect(tell(c, '-msg=here is C')).toBe(0);
  await sees(b, `DSDV C 127.0.0.1:${c.gossipPort}`);
  await sees(a, `DSDV C 127.0.0.1:${b.gossipPort}`);

  expect(tell(a, '-msg=psst', '-dest=C')).toBe(0);
  await sees(a, 'CLIENT MESSAGE psst dest C');
  await sees(c, 'PRIVATE origin A hop-limit 8 contents psst');
  expect(b.lines.some((line) => line.startsWith('PRIVATE'))).toBe(false);

  const d = await start('-name=D', '-rtimer=1', '-antiEntropy=1', '-hopLimit=1', toLine([b]));
  expect(tell(c, '-msg=here is C again')).toBe(0);
  await sees(d, `DSDV C 127.0.0.1:${b.gossipPort}`);
  expect(tell(d, '-msg=too far', '-dest=C')).toBe(0);
  expect(tell(d, '-msg=next door', '-dest=B')).toBe(0);
  await sees(b, 'PRIVATE origin D hop-limit 0 contents next door');
  expect(c.lines.some((line) => line.includes('too far'))).toBe(false);
});
