/** The group of a profile, over several starts of the program. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPeerster } from './peersterProcess.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peerster-group-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function groupWith(...flags: readonly string[]): Promise<unknown> {
  const peer = await startPeerster('--as=Gus', `--data=${folder}`, '--log=quiet', ...flags);
  const answer = await fetch(`${peer.pageUrl}/api/v1/groups`, { method: 'POST', body: '{}', headers });
  const groups: unknown = await answer.json();
  await peer.stop();
  return groups;
}
const headers = { 'content-type': 'application/json' };

test('is that of its first start, and another one is refused', async () => {
  const secret = [{ name: 'secret', open: false, first: true }];
  expect(await groupWith('--group=secret')).toMatchObject(secret);
  expect(await groupWith()).toMatchObject(secret);
  await expect(groupWith('--group=lobby')).rejects.toThrow('of the group "secret". Start it with --group=secret');
});
