/** What stays of cancelled downloads, and that nothing else ever goes. */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Peer } from '../service.ts';
import { loopback, started, temporaryFolder, until } from '../testing.ts';
import { beyondQuota } from './quota.ts';

const leftover = (no: number, at: number, bytes: number) => ({ no, at, bytes });

describe('of cancelled downloads', () => {
  it.each([
    [[], 10, []],
    [[leftover(1, 1, 10)], 10, []],
    [[leftover(1, 1, 11)], 10, [1]],
    [[leftover(1, 1, 5), leftover(2, 2, 5)], 10, []],
    [[leftover(1, 1, 5), leftover(2, 2, 6)], 10, [1]],
    [[leftover(1, 9, 6), leftover(2, 2, 5)], 10, [2]],
    [[leftover(1, 1, 1), leftover(2, 2, 11), leftover(3, 3, 5)], 10, [2, 1]],
    [[leftover(1, 1, 5), leftover(2, 1, 6)], 10, [1]],
  ])('%j at most %i bytes stay: %j go', (leftovers, quota, gone) => {
    expect(beyondQuota(leftovers, quota).map(({ no }) => no)).toEqual(gone);
  });

  it('what stays is within the quota, and newer than all that goes', () => {
    const some = fc.array(fc.tuple(fc.nat(20), fc.nat(100)), { maxLength: 30 });
    fc.assert(
      fc.property(some, fc.nat(500), (facts, quota) => {
        const leftovers = facts.map(([at, bytes], no) => leftover(no, at, bytes));
        const gone = new Set(beyondQuota(leftovers, quota));
        const stays = leftovers.filter((one) => !gone.has(one));
        expect(stays.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(quota);
        for (const one of gone) for (const other of stays) expect(other.at).toBeGreaterThanOrEqual(one.at);
      }),
    );
  });
});

const SIZE = 800_000;
/** Of two files of SIZE, in whole blocks of any disk. */
const QUOTA = 2 * (SIZE + 65_536);

it('the longest unused goes, and nothing that is shared, fetched or paused', async () => {
  using a = temporaryFolder();
  using b = temporaryFolder();
  const files = { quota: QUOTA };
  const profile = (folder: string) => ({ kind: 'profile', folder, name: 'Ana', ephemeral: false }) as const;
  await using holder = await started(loopback(profile(a.path), { announce: true }));
  const peers = [holder.gossipAddress];
  await using fetcher = await started(loopback(profile(b.path), { announce: true, peers, files }));
  const hashes: string[] = [];
  for (let n = 0; n < 5; n++) {
    const path = join(a.path, `${n}.bin`);
    writeFileSync(path, randomBytes(SIZE));
    const shared = await holder.sharePath(path, true);
    hashes.push(shared.ok ? (shared.value.hash ?? '') : '');
  }
  const downloads = join(b.path, 'downloads');
  const parts = new Map<string, string>();
  const partOf = (hash: string): string => parts.get(hash) ?? '';
  const [whole = '', paused = '', ...cancelled] = hashes;
  /** A leftover of known size: what lies on the disk counts, whoever wrote it. */
  const fetchNone = (hash: string): void => {
    expect(fetcher.download({ hash, name: 'x.bin', size: SIZE })).toMatchObject({ ok: true });
    expect(fetcher.pauseDownload({ id: hash })).toMatchObject({ ok: true });
    const begun = readdirSync(downloads).find((name) => name.startsWith(`.peerster-${hash.slice(0, 24)}`));
    parts.set(hash, join(downloads, begun ?? ''));
    writeFileSync(partOf(hash), randomBytes(SIZE));
  };
  await until(() => fetcher.syncView().peers === 1);
  fetcher.download({ hash: whole, name: 'whole.bin', size: SIZE, from: holder.selfView().origin });
  await until(() => stateOf(fetcher, whole) === 'here');
  for (const hash of [paused, ...cancelled]) fetchNone(hash);

  for (const hash of cancelled.slice(0, 2)) fetcher.cancelDownload({ id: hash });
  expect(cancelled.map((hash) => existsSync(partOf(hash)))).toEqual([true, true, true]);
  fetcher.cancelDownload({ id: cancelled[2] ?? '' });
  expect(cancelled.map((hash) => existsSync(partOf(hash)))).toEqual([false, true, true]);
  expect(readdirSync(downloads)).toContain('whole.bin');
  expect([stateOf(fetcher, whole), stateOf(fetcher, paused)]).toEqual(['here', 'paused']);
  expect(existsSync(partOf(paused))).toBe(true);
  expect(fetcher.figures()).toMatchObject({ files_offered: 1, files_paused: 1, files_fetching: 0 });
  expect(holder.figures()).toMatchObject({ files_offered: 5, files_offered_bytes: 5 * SIZE });
});

function stateOf(peer: Peer, hash: string): string | undefined {
  const files = peer.files({});
  return files.ok ? files.value.find((file) => file.hash === hash)?.state.kind : undefined;
}
