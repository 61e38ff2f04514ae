/** A line of peers in this process: each knows the next. What is said at one end has to pass all of them. */
import { join } from 'node:path';
import { profile, round } from './catchUp.bench.ts';
import { watchEventLoop } from './eventLoop.ts';
import type { Figure } from './log.bench.ts';
import type { Peer } from './service.ts';
import { loopback, started, temporaryFolder, until } from './testing.ts';

const TEXT = 'Winter is coming. '.repeat(6).slice(0, 90);

/** `rate` messages a second for `seconds`, said at one end of a line of `length`, each peer with a log on disk. */
export async function benchLine(length = 10, rate = 200, seconds = 10): Promise<Figure[]> {
  using folder = temporaryFolder();
  await using scope = new AsyncDisposableStack();
  const line: Peer[] = [];
  const saidAt = new Map<string, number>();
  const delays: number[] = [];
  for (let n = 0; n < length; n++) {
    const before = line.at(-1);
    const peers = before === undefined ? [] : [before.gossipAddress];
    const peer = scope.use(await started(loopback(profile(join(folder.path, `${n}`), `Peer ${n}`), { peers })));
    peer.subscribe((event) => {
      if (event.type !== 'message' || event.message.own) return;
      const at = saidAt.get(event.message.text);
      if (at !== undefined) delays.push(performance.now() - at);
    });
    line.push(peer);
  }
  const [first] = line;
  if (first === undefined) throw new Error('a line has a first peer');
  await until(() => line.every((peer) => peer.syncView().peers >= 1), 10_000, 'a connected line');

  const before = sent(line);
  const loop = watchEventLoop(5);
  const total = rate * seconds;
  const start = performance.now();
  for (let n = 0; n < total;) {
    const due = Math.min(total, Math.floor(((performance.now() - start) * rate) / 1000) + 1);
    for (; n < due; n++) {
      const text = `${TEXT}${n}`;
      saidAt.set(text, performance.now());
      void first.say({ text });
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const deliveries = total * (length - 1);
  await until(() => delays.length >= deliveries, 30_000, 'every delivery').catch(() => undefined);
  loop.close();
  delays.sort((a, b) => a - b);
  const at = (part: number): number => round(delays[Math.floor(delays.length * part)] ?? Number.NaN);
  const name = `line of ${length} at ${rate}/s for ${seconds} s`;
  return [
    { name: `${name}: delivered`, value: round(delays.length / deliveries), unit: 'of 1' },
    { name: `${name}: median delay`, value: at(0.5), unit: 'ms' },
    { name: `${name}: p99 delay`, value: at(0.99), unit: 'ms' },
    { name: `${name}: datagrams a delivery`, value: round((sent(line) - before) / deliveries), unit: '' },
    { name: `${name}: event-loop delay p99`, value: round(loop.p99()), unit: 'ms' },
  ];
}

const sent = (line: readonly Peer[]): number =>
  line.reduce((sum, peer) => sum + (peer.figures()['socket_sent'] ?? 0), 0);
