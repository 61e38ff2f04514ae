import { expect, it, vi } from 'vitest';
import { FIRST_PEER } from '../../api/groups.ts';
import { readInvite } from '../../api/invite.ts';
import { done, refused } from '../../api/result.ts';
import { openDesktop } from '../lib/desktop.ts';
import type { DesktopBridge, ToDesktop, ToPage } from '../../api/bridge.ts';
import type { GroupApp, Groups } from './groups.ts';
import { acceptInvite, openInvitations } from './invitations.ts';

const work = { group: 'work', addresses: ['10.0.0.7:5000', '10.0.0.8:5000'] };

function fakeBridge() {
  const sent: ToDesktop[] = [];
  const listeners: ((message: ToPage) => void)[] = [];
  const bridge: DesktopBridge = {
    send: (message) => void sent.push(message),
    onMessage: (listener) => (listeners.push(listener), () => undefined),
  };
  const open = (link: string): void => {
    for (const listener of listeners) listener({ type: 'link', link });
  };
  return { bridge, sent, open };
}

it('asks about a link that came before anybody listened, and about the same one again', () => {
  const { bridge, sent, open } = fakeBridge();
  const desktop = openDesktop(bridge);
  open('peerster://join?group=work');
  expect(sent).toContainEqual({ type: 'linkTaken' });
  const { asked, answered } = openInvitations(desktop);
  const expected = done({ group: 'work', addresses: [] });
  expect(asked.getState()).toEqual(expected);
  answered(asked.getState()!);
  expect(asked.getState()).toBeUndefined();
  open('peerster://join?group=work');
  expect(asked.getState()).toEqual(expected);
});

it('says what is wrong with a link that the system handed over', () => {
  const { bridge, open } = fakeBridge();
  const { asked } = openInvitations(openDesktop(bridge));
  open('peerster://join?group=');
  expect(asked.getState()).toMatchObject({ ok: false, problem: { code: 'invite-bad-group' } });
});

it('lets no other one take the place of what is asked', () => {
  const { asked, ask, answered } = openInvitations(undefined);
  const [first, second] = [done(work), readInvite('peerster://join?group=evil')];
  ask(first);
  ask(second);
  expect(asked.getState()).toBe(first);
  answered(first);
  ask(second);
  // Of one that was put away while it was still being followed.
  answered(first);
  expect(asked.getState()).toBe(second);
});

/** In the groups of these names; what was done is written down. */
function fakeGroups(names: readonly string[], answers: Partial<Record<string, ReturnType<typeof refused>>> = {}) {
  const did: string[] = [];
  const list = names.map((name, index) => ({ id: index === 0 ? FIRST_PEER : `id-${name}`, name }));
  const app = (id: string) => ({
    id,
    store: { getState: () => ({ self: { group: list.find((group) => group.id === id)?.name } }) },
    session: {
      addPeer: async (address: string) => {
        did.push(`${id}: ${address}`);
        return answers[address] ?? done(address);
      },
    },
  });
  const apps = () => list.filter(({ name }) => name !== 'stopped').map(({ id }) => app(id) as unknown as GroupApp);
  const groups = {
    store: { getState: () => ({ groups: list }) },
    apps,
    app: (id: string) => apps().find((one) => one.id === id),
    choose: (id: string) => void did.push(`show ${id}`),
    join: vi.fn<Groups['join']>(async (name) => {
      did.push(`join ${name}`);
      const problem = answers[name];
      if (problem !== undefined) return problem;
      list.push({ id: `id-${name}`, name });
      return done({ id: `id-${name}` } as never);
    }),
  };
  return { groups: groups as unknown as Groups, did, join: groups.join };
}

it('joins a group, closed to course peers, and adds its peers there', async () => {
  const { groups, did, join } = fakeGroups(['lobby']);
  expect(await acceptInvite(groups, work)).toEqual({ kind: 'done' });
  expect(did).toEqual(['join work', 'show id-work', 'id-work: 10.0.0.7:5000', 'id-work: 10.0.0.8:5000']);
  expect(join).toHaveBeenCalledWith('work', false);
});

it('shows a group that one is in and adds the peers', async () => {
  const { groups, did } = fakeGroups(['lobby', 'work']);
  expect(await acceptInvite(groups, work)).toEqual({ kind: 'done' });
  expect(did).toEqual(['show id-work', 'id-work: 10.0.0.7:5000', 'id-work: 10.0.0.8:5000']);
});

it('tells why it could not, but not that one of the addresses is the own one', async () => {
  const full = fakeGroups(['lobby'], { work: refused('too-many-groups', '') });
  expect(await acceptInvite(full.groups, work)).toMatchObject({ kind: 'failed', problem: { code: 'too-many-groups' } });
  expect(full.did).toEqual(['join work']);
  const own = fakeGroups(['work'], { '10.0.0.7:5000': refused('own-address', '') });
  expect(await acceptInvite(own.groups, work)).toEqual({ kind: 'done' });
  const crowded = fakeGroups(['work'], { '10.0.0.8:5000': refused('too-many-peers', '') });
  expect(await acceptInvite(crowded.groups, work)).toMatchObject({ problem: { code: 'too-many-peers' } });
  const stopped = fakeGroups(['lobby', 'stopped']);
  expect(await acceptInvite(stopped.groups, { ...work, group: 'stopped' })).toEqual({ kind: 'notRunning' });
  expect(stopped.did).toEqual([]);
});
