import { describe, expect, it, vi } from 'vitest';
import { FIRST_PEER, type Group, type GroupEvent } from '../../api/groups.ts';
import { done } from '../../api/result.ts';
import type { HandlersOf } from '../../api/service.ts';
import { createFakeClient, fakeMessage, type FakeClient } from '../lib/fakeClient.ts';
import type { Ways } from '../lib/openClient.ts';
import { startGroups } from './groups.ts';

const group = (id: string): Group => ({
  id,
  name: id,
  open: false,
  running: true,
  problem: null,
  port: 5000,
  peers: 0,
  sync: 'alone',
  first: id === FIRST_PEER,
});

function fakeWays(start: readonly Group[]) {
  let groups = [...start];
  const clients = new Map<string, FakeClient & { close: () => void }>();
  let handlers: HandlersOf<GroupEvent> | undefined;
  const ways: Ways = {
    groups: {
      call: (async (name: string, input: { name?: string; id?: string }) => {
        if (name === 'joinGroup') groups.push(group(input.name ?? ''));
        if (name === 'leaveGroup') groups = groups.filter(({ id }) => id !== input.id);
        return done(name === 'joinGroup' ? groups.at(-1) : groups);
      }) as Ways['groups']['call'],
      subscribe(own) {
        handlers = own;
        return () => undefined;
      },
      close: () => undefined,
    },
    peer(id) {
      const client = Object.assign(createFakeClient(), { close: vi.fn<() => void>() });
      clients.set(id, client);
      client.connect('open');
      return client;
    },
  };
  return {
    ways,
    clients,
    connect: () => handlers?.connection('open'),
    tell(now: readonly Group[]) {
      groups = [...now];
      handlers?.event({ type: 'groups', groups });
    },
  };
}

function start(list: readonly Group[], chosen?: string) {
  const fake = fakeWays(list);
  const first = createFakeClient();
  first.connect('open');
  const keepChosen = vi.fn<(id: string) => void>();
  const soon = (flush: () => void): void => queueMicrotask(flush);
  const groups = startGroups({
    first,
    ways: fake.ways,
    frames: () => soon,
    rememberReading: () => () => undefined,
    chosen,
    keepChosen,
  });
  return { ...fake, first, keepChosen, groups };
}

const unreadOf = (id: string, { groups }: ReturnType<typeof start>) =>
  groups.app(id)?.store.getState().unread.count ?? -1;

describe('the groups of a page', () => {
  it('count what is unread in those out of view, and nothing in the one that is looked at', async () => {
    const page = start([group(FIRST_PEER), group('work')]);
    page.connect();
    await expect.poll(() => page.groups.app('work')?.store.getState().loading.kind).toBe('ready');
    await expect.poll(() => page.groups.app(FIRST_PEER)?.store.getState().loading.kind).toBe('ready');
    for (const client of [page.first, page.clients.get('work')!]) {
      client.emit({ type: 'message', message: fakeMessage(1_000_000) });
    }
    await expect.poll(() => unreadOf('work', page)).toBe(1);
    expect(unreadOf(FIRST_PEER, page)).toBe(0);
    page.groups.choose('work');
    await expect.poll(() => unreadOf('work', page)).toBe(0);
    expect(page.keepChosen).toHaveBeenCalledWith('work');
  });

  it('go to one that was joined, and back to the first when it is left', async () => {
    const page = start([group(FIRST_PEER)]);
    page.connect();
    const ended = vi.fn<() => void>();
    page.groups.eachApp(({ id }) => (id === 'work' ? ended : undefined));
    await page.groups.join('work', false);
    expect(page.groups.store.getState().wanted).toBe('work');
    const app = page.groups.app('work');
    expect(app).toBeDefined();
    await page.groups.leave('work', undefined);
    expect(page.groups.store.getState()).toMatchObject({ wanted: FIRST_PEER, groups: [{ id: FIRST_PEER }] });
    expect(page.groups.app('work')).toBeUndefined();
    expect(page.clients.get('work')?.close).toHaveBeenCalledTimes(1);
    expect(ended).toHaveBeenCalledTimes(1);
  });

  it('nobody looks at any until it is known whether the wanted one runs', async () => {
    const page = start([group(FIRST_PEER), group('work')], 'work');
    expect(page.groups.app(FIRST_PEER)?.store.getState().attentive).not.toBe(undefined);
    await expect.poll(() => page.groups.app(FIRST_PEER)?.store.getState().attentive).toBe(false);
    page.tell([group(FIRST_PEER), group('work')]);
    await expect.poll(() => page.groups.app('work')?.store.getState().attentive).toBe(true);
    expect(page.groups.app(FIRST_PEER)?.store.getState().attentive).toBe(false);
  });
});
