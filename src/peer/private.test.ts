/** Private messages between peers on loopback, on disk. */
import { expect, it } from 'vitest';
import type { PeerOptions } from './options.ts';
import type { Peer } from './service.ts';
import { loopback, started, temporaryFolder, texts, until } from './testing.ts';
import type { MessageView, PeerEvent } from './views.ts';

const profile = (folder: string, name: string, more: Partial<PeerOptions> = {}): PeerOptions =>
  loopback({ kind: 'profile', folder, name, ephemeral: false }, { announce: true, ...more });
const originOf = (peer: Peer): string => peer.selfView().origin;
const letters = (peer: Peer, conversation: string): MessageView[] => {
  const page = peer.messages({ limit: 500, conversation });
  return page.ok ? page.value.messages : [];
};
const hasWay = (peer: Peer, to: Peer): boolean => {
  const routes = peer.routes({});
  return routes.ok && routes.value.some(({ origin, open }) => origin === originOf(to) && open);
};
const write = async (peer: Peer, text: string, to: string): Promise<MessageView> => {
  const result = await peer.say({ text, to });
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
};
const deliveries = (peer: Peer, conversation: string): Set<unknown> =>
  new Set(letters(peer, conversation).map(({ delivery }) => delivery));

it('reach one person alone, are confirmed, and wait for who is away over a restart of their sender', async () => {
  using aFolder = temporaryFolder();
  using bFolder = temporaryFolder();
  const events: PeerEvent[] = [];
  const b = await started(profile(bFolder.path, 'Bea'));
  const [bea, bPort] = [originOf(b), b.selfView().port];
  let alex: string;
  {
    await using a = await started(profile(aFolder.path, 'Alex', { peers: [b.gossipAddress] }));
    using cFolder = temporaryFolder();
    await using c = await started(profile(cFolder.path, 'Cleo', { peers: [b.gossipAddress] }));
    alex = originOf(a);
    await until(() => hasWay(a, b) && hasWay(b, a), undefined, 'a way between both');
    b.subscribe((event) => void events.push(event));
    expect(await write(a, 'psst', bea)).toMatchObject({ own: true, conversation: bea, id: 1 });
    await until(() => letters(a, bea)[0]?.delivery === 'delivered', undefined, 'the receipt');
    expect(letters(b, alex)).toMatchObject([
      { text: 'psst', own: false, trust: 'verified', how: 'private', conversation: alex, delivery: null },
    ]);
    expect(events.filter(({ type }) => type === 'message')).toMatchObject([{ message: { text: 'psst' } }]);
    expect([texts(a), texts(b), texts(c)]).toEqual([[], [], []]);
    expect(b.conversations({ read: {} })).toMatchObject({ value: [{ conversation: alex, unread: 1, total: 1 }] });
    expect(b.conversations({ read: { [alex]: 1_000_000 } })).toMatchObject({ value: [{ unread: 1 }] }); // of another log
    await b.close();
    for (let n = 0; n < 20; n++) await write(a, `later ${n}`, bea);
    expect(deliveries(a, bea)).toEqual(new Set(['delivered', 'sent', 'waiting'])); // 16 are on their way at once
  }
  await using a = await started(profile(aFolder.path, 'Alex', { peers: [`127.0.0.1:${bPort}`] }));
  expect(originOf(a)).toBe(alex);
  const port = { host: '127.0.0.1', port: bPort };
  await using again = await started(profile(bFolder.path, 'Bea', { gossip: port }));
  await until(() => letters(again, alex).length === 21, undefined, 'all of them');
  await until(() => deliveries(a, bea).size === 1, undefined, 'the receipts');
  expect(letters(again, alex).map(({ text }) => text)).toEqual([
    'psst',
    ...Array.from({ length: 20 }, (_, n) => `later ${n}`),
  ]);
  expect(deliveries(a, bea)).toEqual(new Set(['delivered']));
});

it('to oneself are notes', async () => {
  await using a = await started(loopback({ kind: 'course', name: 'A' }));
  expect(await write(a, 'remember', 'A')).toMatchObject({ delivery: 'delivered', conversation: 'A', own: true });
  expect(a.conversations({ read: {} })).toMatchObject({ value: [{ own: true, unread: 0 }] });
});

it('are found with what was said to everyone, in one order; who is hidden is not', async () => {
  using folder = temporaryFolder();
  await using a = await started(profile(folder.path, 'Alex'));
  const own = originOf(a);
  for (const n of [1, 2, 3]) {
    await write(a, `cable note ${n}`, own);
    expect(await a.say({ text: `cable said ${n}` })).toMatchObject({ ok: true });
  }
  const found: string[] = [];
  let before: { shownAt: number; key: number } | undefined;
  do {
    const page = a.search({ text: 'cable', limit: 2, before });
    if (!page.ok) throw new Error(page.problem.message);
    found.push(...page.value.messages.map(({ text }) => text));
    before = page.value.next ?? undefined;
  } while (before !== undefined);
  expect(found).toEqual([3, 2, 1].flatMap((n) => [`cable said ${n}`, `cable note ${n}`]));
  expect(a.search({ text: 'note 2', limit: 9 })).toMatchObject({ value: { messages: [{ conversation: own }] } });
  a.setOriginRule({ origin: own, rule: 'mute' });
  expect(a.search({ text: 'note', limit: 9 })).toMatchObject({ value: { messages: [] } });
});

it.each([false, true])(
  'are found in their conversation alone, whatever is said elsewhere (ephemeral: %s)',
  async (ephemeral) => {
    using folder = temporaryFolder();
    using bFolder = temporaryFolder();
    await using b = await started(profile(bFolder.path, 'Bea'));
    await using a = await started(
      profile(folder.path, 'Alex', {
        identity: { kind: 'profile', folder: folder.path, name: 'Alex', ephemeral },
        peers: [b.gossipAddress],
      }),
    );
    await until(() => hasWay(a, b), undefined, 'a way to the other one');
    const own = originOf(a);
    const found = (conversation: string | undefined, limit: number): string[] => {
      const all: string[] = [];
      let before: { shownAt: number; key: number } | undefined;
      do {
        const page = a.search({ text: 'cable', conversation, limit, before });
        if (!page.ok) throw new Error(page.problem.message);
        all.push(...page.value.messages.map(({ text }) => text));
        before = page.value.next ?? undefined;
      } while (before !== undefined);
      return all;
    };
    await write(a, 'cable for Bea', originOf(b));
    for (const n of [1, 2, 3]) await write(a, `cable note ${n}`, own);
    for (let n = 1; n <= 30; n++) await a.say({ text: `cable said ${n}` });
    for (const limit of [1, 2, 50]) {
      expect(found(own, limit)).toEqual(['cable note 3', 'cable note 2', 'cable note 1']);
      expect(found('', limit)).toEqual(Array.from({ length: 30 }, (_, n) => `cable said ${30 - n}`));
      expect(found(undefined, limit)).toHaveLength(34);
      expect(found(originOf(b), limit)).toEqual(['cable for Bea']);
      expect(found('Nobody', limit)).toEqual([]);
    }
    // Its pages show them, too.
    a.setOriginRule({ origin: own, rule: 'mute' });
    expect([found(own, 9), found(undefined, 9)]).toEqual([
      ['cable note 3', 'cable note 2', 'cable note 1'],
      ['cable for Bea'],
    ]);
    expect(a.search({ text: 'cable', conversation: 'x'.repeat(10_000), limit: 9 })).toMatchObject({
      ok: false,
      problem: { code: 'bad-origin' },
    });
  },
);

it('are refused in a sentence where nobody can get them', async () => {
  using folder = temporaryFolder();
  await using a = await started(profile(folder.path, 'Alex'));
  a.setOriginRule({ origin: 'Eve', rule: 'block' });
  for (const [text, to, code] of [
    ['x', 'Nobody', 'unknown-receiver'],
    ['x', 'Eve', 'receiver-blocked'],
    ['x', '', 'bad-origin'],
    [' ', 'Nobody', 'text-empty'],
    ['x'.repeat(6_001), originOf(a), 'text-too-long'],
  ] as const)
    expect(await a.say({ text, to })).toMatchObject({ ok: false, problem: { code } });
});
