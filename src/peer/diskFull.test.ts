/**
 * A disk that fails while the peer runs: the person is told, nothing of the turn is acknowledged or sent, and the peer lives
 * on in memory, as somebody whose IDs the disk will never see again.
 */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Peer } from './service.ts';
import { loopback, started, temporaryFolder, texts, until } from './testing.ts';

const profile = (folder: string, name: string) => ({ kind: 'profile', folder, name, ephemeral: false }) as const;
const LONG = 'x'.repeat(2_000);

/** Says until it is refused; returns how many were acknowledged. */
async function sayUntilFull(peer: Peer): Promise<number> {
  for (let n = 0; n < 10_000; n++) {
    const said = await peer.say({ text: `${n} ${LONG}` });
    if (said.ok) continue;
    expect(said.problem.code).toBe('disk-full');
    expect(said.problem.message).toContain('Free some space');
    return n;
  }
  throw new Error('the disk never was full');
}

async function livesOn(full: Peer, other: Peer, acknowledged: number): Promise<void> {
  expect(full.selfView()).toMatchObject({ storage: 'memory', name: 'Full' });
  expect(full.selfView().storageNote).toContain('full');
  expect(full.notices({})).toMatchObject({ value: [{ level: 'error', code: 'disk-full' }] });
  const after = await full.say({ text: 'still here' });
  expect(after).toMatchObject({ ok: true, value: { id: 1, own: true } });
  await until(() => texts(other).includes('still here'));
  await other.say({ text: 'good' });
  await until(() => texts(full).includes('good'));
  const all = full.messages({ limit: 1 });
  expect(all.ok && all.value.total).toBe(acknowledged + 2);
  // The one that was refused was not sent either.
  expect(texts(other).filter((text) => text.startsWith(`${acknowledged} `))).toEqual([]);
  const [oldest] = [full.messages({ limit: 500 })];
  expect(oldest?.ok && oldest.value.messages[0]?.text.startsWith('0 ')).toBe(true);
}

describe('a full disk', () => {
  it('is told, and the peer lives on', async () => {
    using a = temporaryFolder();
    using b = temporaryFolder();
    await using other = await started(loopback(profile(b.path, 'Other')));
    const peers = [other.gossipAddress];
    let origin: string;
    let acknowledged: number;
    {
      await using full = await started(loopback(profile(a.path, 'Full'), { peers }), { maxPages: 60 });
      ({ origin } = full.selfView());
      acknowledged = await sayUntilFull(full);
      expect(acknowledged).toBeGreaterThan(5);
      await livesOn(full, other, acknowledged);
    }
    // With room again: what was acknowledged is there, and the next ID is the one that was never sent.
    await using again = await started(loopback(profile(a.path, 'Full')));
    expect(again.selfView()).toMatchObject({ storage: 'disk', origin });
    expect(texts(again)).toHaveLength(acknowledged);
    expect(await again.say({ text: 'on disk' })).toMatchObject({ value: { id: acknowledged + 1 } });
  });

  it('of many in one turn acknowledges none that is not kept', async () => {
    using a = temporaryFolder();
    let kept: string[];
    {
      await using full = await started(loopback(profile(a.path, 'Full')), { maxPages: 40 });
      const said = await Promise.all(Array.from({ length: 100 }, (_, n) => full.say({ text: `${n} ${LONG}` })));
      kept = said.flatMap((result) => (result.ok ? [result.value.text] : []));
      expect(kept).toHaveLength(0); // they shared a commit
      expect(full.selfView().storage).toBe('memory');
    }
    await using again = await started(loopback(profile(a.path, 'Full')));
    expect(texts(again)).toEqual(kept);
  });

  const mounted = temporaryFolder();
  const canMount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', mounted.path]).status === 0;
  afterAll(() => mounted[Symbol.dispose]());
  it.skipIf(!canMount)('that really is full', async () => {
    using b = temporaryFolder();
    try {
      await using other = await started(loopback(profile(b.path, 'Other')));
      {
        await using full = await started(
          loopback(profile(join(mounted.path, 'profile'), 'Full'), { peers: [other.gossipAddress] }),
        );
        writeFileSync(join(mounted.path, 'ballast'), Buffer.alloc(1_500_000));
        await livesOn(full, other, await sayUntilFull(full));
      }
      rmSync(join(mounted.path, 'ballast'));
      await using again = await started(loopback(profile(join(mounted.path, 'profile'), 'Full')));
      expect(again.selfView().storage).toBe('disk');
    } finally {
      spawnSync('umount', [mounted.path]);
    }
  });
});
