/**
 * A program for kill.test.ts, which ends itself by SIGKILL amid a download.
 *
 * `holder FOLDER PORT DIE_AFTER PATH`: shares PATH, or, where PATH is empty, what it shared in an earlier run.
 * `fetcher FOLDER PORT DIE_AFTER ADDRESS [HASH SIZE ORIGIN]`: fetches that, or goes on with what an earlier run began.
 *
 * DIE_AFTER: chunks that were sent, or received; 0: never. Each writes one JSON line, when it is ready or has the file.
 */
import { writeSync } from 'node:fs';
import process from 'node:process';
import type { Peer } from '../service.ts';
import { loopback, started, until } from '../testing.ts';
import type { FileView } from '../views.ts';

const [mode = '', folder = '', port = '0', dieAfter = '0', ...rest] = process.argv.slice(2);
const STDOUT = 1;
const WITHIN_MS = 60_000;
const say = (line: unknown): void => void writeSync(STDOUT, `${JSON.stringify(line)}\n`);

const peer = await started(
  loopback(
    { kind: 'profile', folder, name: mode, ephemeral: false },
    {
      announce: true,
      gossip: { host: '127.0.0.1', port: Number(port) },
      peers: mode === 'fetcher' ? rest.slice(0, 1) : [],
    },
  ),
);

function dieAt(figure: 'gossip_chunks_sent' | 'gossip_chunks_received'): void {
  if (dieAfter === '0') return;
  setInterval(() => {
    if ((peer.figures()[figure] ?? 0) >= Number(dieAfter)) process.kill(process.pid, 'SIGKILL');
  }, 1);
}

function onlyFile(of: Peer): FileView | undefined {
  const files = of.files({});
  return files.ok ? files.value[0] : undefined;
}

if (mode === 'holder') {
  const [path = ''] = rest;
  if (path !== '') {
    const shared = await peer.sharePath(path, true);
    if (!shared.ok) throw new Error(shared.problem.message);
  }
  dieAt('gossip_chunks_sent');
  say({ address: peer.gossipAddress, origin: peer.selfView().origin, file: onlyFile(peer) });
} else {
  const [, hash, size, from] = rest;
  dieAt('gossip_chunks_received');
  if (hash !== undefined) {
    const begun = peer.download({
      hash,
      name: 'fetched.bin',
      size: Number(size),
      ...(from === undefined ? {} : { from }),
    });
    if (!begun.ok) throw new Error(begun.problem.message);
  }
  await until(() => onlyFile(peer)?.state.kind === 'here', WITHIN_MS, 'the whole file');
  say({ file: onlyFile(peer), received: peer.figures()['gossip_chunks_received'] });
  await peer.close();
  process.exit(0);
}
