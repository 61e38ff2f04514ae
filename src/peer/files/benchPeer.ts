/**
 * One end of files.bench.ts, in a process of its own: `holder FOLDER FILE` shares and waits; `fetcher FOLDER HASH SIZE ADDRESS…`
 * fetches from all of these holders and prints what it took, one JSON line.
 */
import { closeSync, ftruncateSync, openSync, statSync } from 'node:fs';
import process from 'node:process';
import { watchEventLoop } from '../eventLoop.ts';
import { loopback, started, until } from '../testing.ts';

const [mode = '', folder = '', ...rest] = process.argv.slice(2);
const profile = { kind: 'profile', folder, name: mode, ephemeral: false } as const;
const say = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const rss = (): number => Math.round(process.memoryUsage().rss / 1e6);

if (mode === 'holder') {
  const [path = '', sparse = '0'] = rest;
  if (Number(sparse) > 0) {
    const file = openSync(path, 'w');
    ftruncateSync(file, Number(sparse));
    closeSync(file);
  }
  const peer = await started(loopback(profile, { announce: true }));
  const before = rss();
  const begun = performance.now();
  const loop = watchEventLoop(5);
  const shared = await peer.sharePath(path, true);
  loop.close();
  if (!shared.ok) throw new Error(shared.problem.message);
  say({
    address: peer.gossipAddress,
    origin: peer.selfView().origin,
    hash: shared.value.hash,
    size: statSync(path).size,
    ms: performance.now() - begun,
    growth: rss() - before,
    delay: loop.p99(),
  });
  process.stdin.resume();
  process.stdin.once('end', () => void peer.close().then(() => process.exit(0)));
} else {
  const [hash = '', size = '0', until_ = '1', ...peers] = rest;
  const peer = await started(loopback(profile, { announce: true, peers }));
  await until(() => peer.syncView().peers === peers.length, 20_000, 'all holders');
  const routes = (): string[] => {
    const known = peer.routes({});
    return known.ok ? known.value.filter(({ open }) => open).map(({ origin }) => origin) : [];
  };
  await until(() => routes().length >= peers.length, 20_000, 'ways to all');
  const before = rss();
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, rss())), 50);
  const loop = watchEventLoop(5);
  const begun = performance.now();
  const [first] = routes();
  peer.download({ hash, name: 'fetched.bin', size: Number(size), ...(first === undefined ? {} : { from: first }) });
  for (const from of routes()) peer.download({ hash, name: 'fetched.bin', size: Number(size), from });
  const isThere = (): boolean => {
    const files = peer.files({});
    const state = files.ok ? files.value.find((file) => file.hash === hash)?.state : undefined;
    if (state?.kind === 'failed') throw new Error(state.message);
    return state?.kind === 'here' || (state?.kind === 'downloading' && state.have >= Number(until_) * Number(size));
  };
  await until(isThere, 120_000, 'the file');
  const ms = performance.now() - begun;
  loop.close();
  clearInterval(timer);
  const again = peer.figures()['gossip_chunks_asked_again'] ?? 0;
  say({ ms, growth: most - before, delay: loop.p99(), again });
  await peer.close();
  process.exit(0);
}
