/** Searches that come by, and what is made of their answers. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { author } from '../../../tests/gossiper/authors.ts';
import { at, befriend, courseStatus, subject, to, type Subject } from '../../../tests/gossiper/subject.ts';
import { CHUNK_BYTES, parseHash, type Hash } from '../files/file.ts';
import { createMemoryChunks } from '../files/memoryChunks.ts';
import { bytesOfHex } from '../hex.ts';
import { MAX_BUDGET, MAX_REMEMBERED_SEARCHES, MAX_RESULTS_SENT, SEARCHES_BURST } from '../limits.ts';
import { parseOrigin } from '../names.ts';
import type { SearchReply, SearchRequest, SearchResult } from '../packet.ts';
import { isMatch } from './keywords.ts';

const BEA = author('Bea').identity.origin;

test.each([
  ['holiday.jpg', ['HOLI'], true],
  ['Holiday.JPG', ['day.j'], true],
  ['holiday.jpg', ['hol*jpg'], true],
  ['holiday.jpg', ['*'], true],
  ['holiday.jpg', ['jpg*hol'], false],
  ['holiday.jpg', ['work', 'jpg'], true],
  ['holiday.jpg', ['.*'], true],
  ['holidayjpg', ['.*'], false],
  ['a+b(c).txt', ['+b('], true],
  ['a', [''], false],
  ['a', [], false],
])('%s has %j: %s', (name, keywords, isFound) => expect(isMatch(name, keywords)).toBe(isFound));

const request = (keywords: readonly string[], budget: number, origin = BEA): SearchRequest => ({
  type: 'searchRequest',
  origin,
  budget,
  keywords,
});
const searches = (effects: ReturnType<Subject['input']>, n: number): SearchRequest[] =>
  to(effects, at(n)).flatMap((message) => (message.type === 'searchRequest' ? [message] : []));
const replies = (effects: ReturnType<Subject['input']>, n = 1): SearchReply[] =>
  to(effects, at(n)).flatMap((message) => (message.type === 'searchReply' ? [message] : []));

function withPeers(count: number): Subject {
  const me = subject();
  befriend(me, at(1), { origin: BEA });
  for (let n = 2; n <= count; n++) befriend(me, at(n), { origin: `P${n}`, run: n });
  return me;
}
const share = (me: Subject, name: string, bytes: number, listed = true): void =>
  void me.input({ kind: 'share', file: me.chunks.add(name, new Uint8Array(bytes).fill(name.length), listed) });

test('the budget is divided as evenly as can be, whatever it is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 2, max: 8 }), (budget, peers) => {
      const me = withPeers(peers);
      const effects = me.receive(at(1), request(['x'], budget));
      const given = Array.from({ length: peers }, (_, n) => searches(effects, n + 1)[0]?.budget ?? 0);
      expect(given[0]).toBe(0);
      expect(given.reduce((sum, one) => sum + one, 0)).toBe(Math.max(0, budget - 1));
      expect(Math.max(...given.slice(1)) - Math.min(...given.slice(1))).toBeLessThanOrEqual(1);
    }),
    { numRuns: 60 },
  );
});

test('the same search within half a second is one; a budget has a limit', () => {
  const me = withPeers(2);
  expect(searches(me.receive(at(1), request(['x'], 1e9)), 2)[0]?.budget).toBe(MAX_BUDGET - 1);
  expect(searches(me.receive(at(1), request(['x'], 5)), 2)).toEqual([]);
  me.now += 500;
  expect(searches(me.receive(at(1), request(['x'], 5)), 2)).toHaveLength(1);
});

test('a neighbour may have us look so often', () => {
  const me = withPeers(2);
  share(me, 'a.txt', 10);
  let answered = 0;
  for (let n = 0; n <= SEARCHES_BURST; n++) answered += replies(me.receive(at(1), request(['a', String(n)], 1))).length;
  expect(answered).toBe(SEARCHES_BURST);
  for (let n = 0; n <= MAX_REMEMBERED_SEARCHES; n++) me.receive(at(1), request([`${n}`], 1));
});

describe('an answer', () => {
  test('lists what is offered to everybody and matches, in datagrams of one frame', () => {
    const me = withPeers(1);
    share(me, 'secret holiday', 10, false);
    for (let n = 0; n <= MAX_RESULTS_SENT; n++) share(me, `holiday ${'x'.repeat(n)}`, 9_000 * n + 1);
    share(me, 'work', 10);
    const answers = replies(me.receive(at(1), request(['holiday'], 1)));
    const results = answers.flatMap((answer) => answer.results);
    expect(results).toHaveLength(MAX_RESULTS_SENT);
    expect(results.every(({ fileName }) => fileName.startsWith('holiday'))).toBe(true);
    expect(results[3]).toMatchObject({ size: 27_001, chunkCount: 4, chunkMap: [1, 2, 3, 4], isWhole: true });
    expect(answers.length).toBeGreaterThan(1);
  });

  test('to a course peer has no file of more than one level, and nothing of ours', () => {
    const me = subject();
    befriend(me, at(1));
    me.receive(at(1), courseStatus({}), { unmarked: true });
    share(me, 'small', 10);
    share(me, 'large', 3_000_000);
    const [answer] = replies(me.receive(at(1), request(['*'], 1, parseOrigin('A')), { unmarked: true }));
    expect(answer?.results.map(({ fileName }) => fileName)).toEqual(['small']);
    expect(answer?.results[0]).toEqual({
      fileName: 'small',
      metafileHash: answer?.results[0]?.metafileHash,
      chunkMap: [1],
      chunkCount: 1,
    });
  });
});

describe('what is found', () => {
  const result = (more: Partial<SearchResult> = {}): SearchResult => ({
    fileName: 'holiday.jpg',
    metafileHash: bytesOfHex('ab'.repeat(32))!,
    chunkMap: [1, 2],
    chunkCount: 2,
    ...more,
  });
  const answer = (me: Subject, results: readonly SearchResult[], origin = BEA): SearchReply => ({
    type: 'searchReply',
    origin,
    destination: me.identity.origin,
    hopLimit: 9,
    results,
  });
  const found = (results: readonly SearchResult[]) => {
    const me = withPeers(1);
    me.input({ kind: 'find', search: 1, keywords: ['holiday'] });
    return me.receive(at(1), answer(me, results)).flatMap((effect) => (effect.kind === 'found' ? [effect.match] : []));
  };

  test.each<[string, Partial<SearchResult>, readonly number[] | undefined | 'nothing']>([
    ['all of it', {}, undefined],
    ['a part', { chunkMap: [2] }, [2]],
    ['counted from 0, as the first seed does', { chunkMap: [0, 1] }, undefined],
    ['chunks that it can’t have', { chunkMap: [1, 7, 7] }, [1]],
    ['no chunk at all in the file', { chunkCount: 0, chunkMap: [] }, 'nothing'],
    ['all of a large file', { chunkCount: 257, chunkMap: [], isWhole: true }, undefined],
    ['a part of a large file', { chunkCount: 257 }, 'nothing'],
    ['more chunks than a file may have', { chunkCount: 2 ** 40 }, 'nothing'],
    ['a size that doesn’t fit', { size: 10 }, 'nothing'],
    ['a name that wasn’t asked for', { fileName: 'work' }, 'nothing'],
  ])('%s', (_what, more, chunks) => {
    const matches = found([result(more)]);
    if (chunks === 'nothing') expect(matches).toEqual([]);
    else expect(matches).toMatchObject([{ origin: BEA, name: 'holiday.jpg', chunks }]);
  });

  test('nobody who wasn’t asked becomes one of a download’s holders', () => {
    const me = withPeers(1);
    const root = parseHash('ab'.repeat(32))!;
    me.input({ kind: 'download', file: { root, name: 'other.jpg', size: 9_000, listed: false }, holders: [] });
    const holders = (): readonly unknown[] => me.gossiper.download(root)!.holders;
    me.receive(at(1), answer(me, [result()]));
    expect(holders()).toEqual([]);
    me.input({ kind: 'find', search: 1, keywords: ['holiday'] });
    me.receive(at(1), answer(me, [result()]));
    expect(holders()).toHaveLength(1);
  });

  test('about a file that nobody has all of, and said many times in a datagram, makes us look at its parts once', () => {
    const all = createMemoryChunks(author('Any').crypto);
    const bytes = new Uint8Array(200 * CHUNK_BYTES).map((_, n) => 1 + Math.floor(n / CHUNK_BYTES));
    const { root, size } = all.add('holiday.jpg', bytes, true);
    const mine = createMemoryChunks(author('Any').crypto);
    let looks = 0;
    const chunks = {
      ...mine,
      has(hash: Hash): boolean {
        looks += 1;
        return hash === root;
      },
      read: (hash: Hash) => all.read(hash),
    };
    const me = subject({ chunks });
    befriend(me, at(1), { origin: BEA });
    me.input({ kind: 'download', file: { root, name: 'holiday.jpg', size, listed: true }, holders: [] });
    me.input({ kind: 'find', search: 1, keywords: ['holiday'] });
    const known = { metafileHash: bytesOfHex(root)!, chunkCount: 200, size };
    const looksAt = (more: Partial<SearchResult>): number => {
      looks = 0;
      me.receive(at(1), answer(me, Array<SearchResult>(200).fill(result({ ...known, ...more }))));
      return looks;
    };
    expect(looksAt({ chunkMap: [] })).toBe(0);
    expect(looksAt({ chunkMap: [1] })).toBeLessThanOrEqual(300);
    expect(looksAt({ chunkMap: [1] })).toBe(0);
  });

  test('a file whose parts are at two holders is a whole one', () => {
    const me = withPeers(1);
    me.input({ kind: 'find', search: 1, keywords: ['holiday'] });
    const other = result({ metafileHash: bytesOfHex('cd'.repeat(32))! });
    me.receive(at(1), answer(me, [result({ chunkMap: [1] }), other, other]));
    expect(searches(me.fire('search', 1_000), 1)).toHaveLength(1);
    me.receive(at(1), answer(me, [result({ chunkMap: [2] })]));
    expect(searches(me.fire('search', 1_000), 1)).toEqual([]);
  });

  test('two whole files end it: no further ring; a search that was given a budget has one ring', () => {
    const me = withPeers(1);
    me.input({ kind: 'find', search: 1, keywords: ['holiday'] });
    me.receive(at(1), answer(me, [result(), result({ metafileHash: bytesOfHex('cd'.repeat(32))! })]));
    expect(searches(me.fire('search', 1_000), 1)).toEqual([]);
    expect(me.fire('search', 5_000)).toMatchObject([{ kind: 'searchOver', search: 1 }]);
    expect(searches(me.input({ kind: 'find', search: 2, keywords: ['y'], budget: 5 }), 1)).toMatchObject([
      { budget: 4 },
    ]);
    expect(searches(me.fire('search', 1_000), 1)).toEqual([]);
  });

  test('the ring: 2, 4, 8, 16, 32, each less one, a second apart', () => {
    const me = withPeers(1);
    const budgets = [searches(me.input({ kind: 'find', search: 1, keywords: ['x'] }), 1)[0]?.budget];
    for (let n = 0; n < 5; n++) budgets.push(searches(me.fire('search', 1_000), 1)[0]?.budget);
    expect(budgets).toEqual([1, 3, 7, 15, 31, undefined]);
  });
});

test('a reply that counts chunks from 0 is passed on as the course counts them, which a 0 would end', () => {
  const me = withPeers(2);
  const results = [{ fileName: 'a', metafileHash: new Uint8Array(32), chunkMap: [0, 2], chunkCount: 3 }];
  const reply: SearchReply = {
    type: 'searchReply',
    origin: BEA,
    destination: parseOrigin('P2')!,
    hopLimit: 9,
    results,
  };
  expect(replies(me.receive(at(1), reply), 2)).toMatchObject([{ results: [{ chunkMap: [1, 3] }] }]);
});
