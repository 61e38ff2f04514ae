/** The set of peers, and that one connection talks to one of them: one suite for every binding. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { contract } from '../../src/api/contract.ts';
import { FIRST_PEER, groupContract, MAX_GROUPS, type Group } from '../../src/api/groups.ts';
import { host, http, ipc, webSocket, type GroupBinding, type GroupsBound, type Hosted } from './groupBindings.ts';

const bindings: readonly (readonly [string, GroupBinding])[] = [
  ['IPC', ipc],
  ['HTTP', http],
  ['WebSocket', webSocket],
];

const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).toReversed()) await end();
});

async function hostHere(...settings: Parameters<typeof host>): Promise<Hosted> {
  const set = await host(...settings);
  ending.push(() => set.end());
  return set;
}

async function bind(binding: GroupBinding, set: Hosted): Promise<GroupsBound> {
  const bound = await binding(set.hosted.endpoints);
  ending.push(() => bound.close());
  return bound;
}

const listOf = async ({ call }: GroupsBound): Promise<Group[]> => {
  const answer = await call('groups', {});
  if (!answer.ok) throw new Error(answer.problem.message);
  return answer.value as Group[];
};
const join_ = async ({ call }: GroupsBound, name: string, open = false): Promise<Group> => {
  const answer = await call('joinGroup', { name, open });
  if (!answer.ok) throw new Error(answer.problem.message);
  return answer.value as Group;
};

it('has no call that a peer has, too: over HTTP both are under one path', () => {
  expect(Object.keys(groupContract).filter((name) => Object.hasOwn(contract, name))).toEqual([]);
});

describe.each(bindings)('groups over %s', (_name, binding) => {
  it('are listed, joined, opened, closed and left, in the shape of the table', async () => {
    const set = await hostHere();
    const bound = await bind(binding, set);
    expect(await listOf(bound)).toMatchObject([{ id: FIRST_PEER, name: 'lobby', open: true, first: true }]);
    const work = await join_(bound, ' work ');
    expect(work).toMatchObject({ name: 'work', open: false, running: true, first: false, problem: null });
    expect(set.wanted).toMatchObject([
      { name: 'work', open: false, personName: 'lobby', folder: join(set.folder, 'groups', work.id) },
    ]);
    expect(await bound.call('openGroup', { id: FIRST_PEER, open: false })).toMatchObject({ value: { open: false } });
    expect(await bound.call('openGroup', { id: work.id, open: true })).toMatchObject({ value: { open: true } });
    expect(set.hosted.peers.get(work.id)?.peer.opened).toEqual([true]);
    expect(groupContract.groups.output.safeParse(await listOf(bound)).success).toBe(true);
    expect(await bound.call('leaveGroup', { id: work.id, forget: false })).toMatchObject({
      value: [{ id: FIRST_PEER }],
    });
    expect(set.hosted.peers.get(work.id)).toBeUndefined();
  });

  it('are peers of their own: what is said to one stays there', async () => {
    const set = await hostHere();
    const bound = await bind(binding, set);
    const { id } = await join_(bound, 'work');
    await bound.peer(id, 'say', { text: 'to work' });
    await bound.peer(undefined, 'say', { text: 'to the first' });
    await bound.peer(FIRST_PEER, 'say', { text: 'again' });
    expect(set.hosted.peers.get(id)?.peer.said).toEqual(['to work']);
    expect(set.hosted.first.peer.said).toEqual(['to the first', 'again']);
  });

  it('refuse in sentences', async () => {
    const set = await hostHere();
    const bound = await bind(binding, set);
    const { id } = await join_(bound, 'work');
    const refusals: readonly (readonly [Parameters<GroupsBound['call']>[0], unknown, string, string])[] = [
      ['joinGroup', { name: '', open: false }, 'group-empty', 'Type one'],
      ['joinGroup', { name: 'x'.repeat(65), open: false }, 'group-too-long', '64'],
      ['joinGroup', { name: 'a\nb', open: false }, 'group-not-allowed', 'Leave them out'],
      ['joinGroup', { name: 'work', open: false }, 'group-joined', 'already'],
      ['joinGroup', { name: 'lobby', open: false }, 'group-joined', 'already'],
      ['joinGroup', { name: 'other', open: true }, 'group-already-open', '"lobby" is open'],
      ['openGroup', { id, open: true }, 'group-already-open', '"lobby" is open'],
      ['openGroup', { id: 'none', open: true }, 'no-such-group', 'no group'],
      ['leaveGroup', { id: 'none', forget: false }, 'no-such-group', 'no group'],
      ['leaveGroup', { id: FIRST_PEER, forget: false }, 'group-first', 'started for'],
      ['leaveGroup', { id, forget: true }, 'group-not-confirmed', 'type its name'],
      ['leaveGroup', { id, forget: true, name: 'Work' }, 'group-not-confirmed', 'type its name'],
      ['leaveGroup', { id: '../..', forget: false }, 'bad-input', '"id"'],
    ];
    for (const [name, input, code, words] of refusals) {
      const answer = await bound.call(name, input);
      expect(answer, JSON.stringify(input)).toMatchObject({ ok: false, problem: { code } });
      expect(answer.ok ? '' : answer.problem.message).toContain(words);
    }
    expect(await listOf(bound)).toHaveLength(2);
  });
});

describe.each(bindings.filter(([, binding]) => binding !== http))('events of groups over %s', (_name, binding) => {
  it('tell of each change, and a connection to a group that was left ends', async () => {
    const set = await hostHere();
    const bound = await bind(binding, set);
    const seen: string[] = [];
    bound.groups?.subscribe({
      event: ({ groups }) => seen.push(groups.map(({ name, running }) => `${name} ${running}`).join()),
      missed: () => undefined,
      connection: () => undefined,
    });
    await bound.call('groups', {});
    const { id } = await join_(bound, 'work');
    await expect.poll(() => seen.at(-1)).toBe('lobby true,work true');
    const states: string[] = [];
    const client = bound.client?.(id);
    client?.subscribe({
      event: () => undefined,
      missed: () => undefined,
      connection: (state) => states.push(state),
    });
    await client?.call('self', {});
    await bound.call('leaveGroup', { id, forget: false });
    await expect.poll(() => states).toContain('closed');
    await expect.poll(() => seen.at(-1)).toBe('lobby true');
  });
});

describe('groups on the disk', () => {
  it(`are ${MAX_GROUPS} at most`, async () => {
    const bound = await bind(ipc, await hostHere());
    for (let i = 1; i < MAX_GROUPS; i++) await join_(bound, `g${i}`);
    expect(await bound.call('joinGroup', { name: 'one more', open: false })).toMatchObject({
      problem: { code: 'too-many-groups' },
    });
  });

  it('come back at the next start, as they were', async () => {
    const set = await hostHere();
    const bound = await bind(ipc, set);
    await bound.call('openGroup', { id: FIRST_PEER, open: false });
    await join_(bound, 'work', true);
    await set.hosted.close();
    const again = await hostHere(set.folder);
    const next = await bind(ipc, again);
    expect(await listOf(next)).toMatchObject([
      { name: 'lobby', open: false },
      { name: 'work', open: true, running: false },
    ]);
    await again.hosted.groups.startAll();
    expect(await listOf(next)).toMatchObject([{ running: true }, { name: 'work', running: true }]);
    expect(again.wanted).toMatchObject([{ name: 'work', open: true, personName: undefined }]);
  });

  it('keep their folder when they are left, unless it is to be forgotten', async () => {
    const set = await hostHere();
    const bound = await bind(ipc, set);
    for (const forget of [false, true]) {
      const { id } = await join_(bound, 'work');
      const folder = join(set.folder, 'groups', id);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'key.json'), '{}');
      await bound.call('leaveGroup', { id, forget, name: 'work' });
      expect(await readdir(join(set.folder, 'groups'))).toEqual(forget ? [] : [id]);
    }
  });

  it('stay in the list where one can’t be started, with the reason', async () => {
    const set = await hostHere();
    const bound = await bind(ipc, set);
    await join_(bound, 'a');
    await join_(bound, 'b');
    await set.hosted.close();
    const again = await hostHere(set.folder);
    again.failNext();
    await again.hosted.groups.startAll();
    const next = await bind(ipc, again);
    expect(await listOf(next)).toMatchObject([
      { running: true },
      { name: 'a', running: false, problem: 'The ports are in use.' },
      { name: 'b', running: true, problem: null },
    ]);
    expect(again.problems).toEqual(['a: The ports are in use.']);
  });

  it('of another start: a group that is the first one now is not there twice', async () => {
    const set = await hostHere();
    const bound = await bind(ipc, set);
    await bound.call('openGroup', { id: FIRST_PEER, open: false });
    await join_(bound, 'work', true);
    await set.hosted.close();
    const again = await hostHere(set.folder, { name: 'work', open: false });
    const asWork = await bind(ipc, again);
    expect(await listOf(asWork)).toMatchObject([{ name: 'work', open: false }]);
    await join_(asWork, 'other', false);
    await again.hosted.close();
    const asBefore = await bind(ipc, await hostHere(set.folder));
    expect((await listOf(asBefore)).map(({ name }) => name)).toEqual(['lobby', 'other', 'work']);
  });
});
