/** A newcomer fetches everything that others hold, into SQLite. All peers run in this process, so a rate is a lower bound. */
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from './log.bench.ts';
import type { Peer } from './service.ts';
import { loopback, started, temporaryFolder, until } from './testing.ts';

const TEXT = 'Winter is coming. '.repeat(6).slice(0, 100);
const WITHIN_MS = 60_000;

export const profile = (folder: string, name: string) => ({ kind: 'profile', folder, name, ephemeral: false }) as const;

/** A profile with `messages` signed messages, said by `origins` incarnations one after the other: each start without a mark is one. */
async function history(folder: string, messages: number, origins: number): Promise<void> {
  for (let n = 0; n < origins; n++) {
    rmSync(join(folder, 'messages.mark'), { force: true });
    await using author = await started(loopback(profile(folder, `Author ${n}`)));
    await Promise.all(Array.from({ length: messages / origins }, () => author.say({ text: TEXT })));
  }
}

async function caughtUp(newcomer: Peer, messages: number): Promise<void> {
  await until(() => newcomer.syncView().have >= messages, WITHIN_MS, `a newcomer with ${messages} messages`);
}

/** One newcomer, one holder: rate, and datagrams (of both) a message. */
export async function benchCatchUp(messages: number, origins: number): Promise<Figure[]> {
  using folder = temporaryFolder();
  await history(join(folder.path, 'holder'), messages, origins);
  await using holder = await started(loopback(profile(join(folder.path, 'holder'), 'Holder')));
  const start = performance.now();
  const peers = [holder.gossipAddress];
  await using newcomer = await started(loopback(profile(join(folder.path, 'new'), 'Newcomer'), { peers }));
  await caughtUp(newcomer, messages);
  const took = performance.now() - start;
  const sent = sentBy(holder) + sentBy(newcomer);
  const name = `catch-up of ${messages} signed messages of ${origins} origin${origins === 1 ? '' : 's'}`;
  return [
    { name, value: Math.round((messages * 1000) / took), unit: '1/s' },
    { name: `${name}: datagrams a message`, value: round(sent / messages), unit: '' },
  ];
}

/** Several peers hold everything: how many copies of a rumor does the newcomer get? */
export async function benchHolders(messages: number, origins: number, holders: number): Promise<Figure[]> {
  using folder = temporaryFolder();
  const first = join(folder.path, 'holder0');
  await history(first, messages, origins);
  const running: (Peer & AsyncDisposable)[] = [];
  await using scope = new AsyncDisposableStack();
  for (let n = 0; n < holders; n++) {
    const own = join(folder.path, `holder${n}`);
    mkdirSync(own, { recursive: true });
    if (n > 0) copyFileSync(join(first, 'messages.db'), join(own, 'messages.db'));
  }
  for (let n = 0; n < holders; n++) {
    running.push(scope.use(await started(loopback(profile(join(folder.path, `holder${n}`), `Holder ${n}`)))));
  }
  const peers = running.map(({ gossipAddress }) => gossipAddress);
  const newcomer = scope.use(await started(loopback(profile(join(folder.path, 'new'), 'Newcomer'), { peers })));
  await caughtUp(newcomer, messages);
  const copies = (messages + (newcomer.figures()['gossip_duplicates'] ?? 0)) / messages;
  const name = `catch-up of ${messages} messages of ${origins} origins from ${holders} holders: copies a rumor`;
  return [{ name, value: round(copies), unit: '' }];
}

const sentBy = (peer: Peer): number => peer.figures()['socket_sent'] ?? 0;
export const round = (value: number): number => Math.round(value * 1000) / 1000;
