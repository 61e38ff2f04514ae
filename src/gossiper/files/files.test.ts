/** The parts of fetching and giving files, and what strangers may do with them. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, befriend, subject, to, type Subject } from '../../../tests/gossiper/subject.ts';
import { author } from '../../../tests/gossiper/authors.ts';
import { bytesOfHex, hexOf } from '../hex.ts';
import { MAX_DOWNLOADS, MAX_SHARED } from '../limits.ts';
import { parseOrigin } from '../names.ts';
import type { DataReply, DataRequest } from '../packet.ts';
import { CHUNK_BYTES, depthOf, FANOUT, hashesAt, MAX_DEPTH, MAX_FILE_CHUNKS, parseHash, type Hash } from './file.ts';
import { linkText, readLink } from './fileLink.ts';
import { createMemoryChunks } from './memoryChunks.ts';
import { ASK_AGAIN_MS, MAX_COURSE_WINDOW, MAX_WINDOW, Stream } from './stream.ts';
import { TreeBuilder, type Metafile } from './tree.ts';
import { Walk } from './walk.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
const hashOf = (bytes: Uint8Array): Hash => hexOf(sha256(bytes)) as Hash;
const bea = author('Bea');
const HOLDER = bea.identity.origin;
const ALEX = parseOrigin('Alex')!;

describe('the tree', () => {
  test.each([
    [1, 1],
    [FANOUT, 1],
    [FANOUT + 1, 2],
    [FANOUT ** 2, 2],
    [FANOUT ** 2 + 1, 3],
    [MAX_FILE_CHUNKS, MAX_DEPTH],
  ])('over %i chunks has %i levels', (chunks, depth) => expect(depthOf(chunks)).toBe(depth));

  test('as the course builds it, where it has one level', () => {
    const chunks = [1, 2, 3].map((fill) => new Uint8Array(CHUNK_BYTES).fill(fill));
    const builder = new TreeBuilder(sha256, () => undefined);
    for (const chunk of chunks) builder.add(sha256(chunk));
    expect(builder.finish()).toBe(hashOf(new Uint8Array(Buffer.concat(chunks.map(sha256)))));
  });

  test('the way through it gives every part once, in order, whatever its size, known or claimed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70_000 }), fc.boolean(), (chunks, isKnown) => {
        const metafiles = new Map<string, Metafile>();
        let count = 0;
        const stamp = (): Uint8Array => {
          const hash = new Uint8Array(32);
          new DataView(hash.buffer).setUint32(0, ++count);
          return hash;
        };
        const builder = new TreeBuilder(stamp, (one) => metafiles.set(`${one.node.level} ${one.node.index}`, one));
        for (let n = 0; n < chunks; n++) builder.add(stamp());
        const root = builder.finish();
        const walk = new Walk(root, isKnown ? chunks : undefined);
        const top = metafiles.get(`${depthOf(chunks)} 0`)!.data;
        let next = 0;
        for (let part = walk.next(); part !== undefined; part = walk.next()) {
          const { hash } = part;
          const node = walk.isOfUnknownDepth ? walk.deepen(chunks, top) : part.node;
          if (node.level === 0) {
            expect(node.index).toBe(next++);
            continue;
          }
          const metafile = metafiles.get(`${node.level} ${node.index}`)!;
          expect([metafile.hash, metafile.data.length / 32]).toEqual([hash, hashesAt(node, chunks)]);
          expect(walk.enter(node, metafile.data)).toBe(true);
        }
        expect([next, walk.chunks, walk.isOver]).toEqual([chunks, chunks, true]);
      }),
      { numRuns: 30 },
    );
  });

  test('of a file of unknown size, no metafile but the last of a level is less than full, and none is empty', () => {
    const claim = 2 * FANOUT;
    const opened = (): Walk => {
      const walk = new Walk('0'.repeat(64) as Hash, undefined);
      expect(walk.enter(walk.deepen(claim, new Uint8Array(64)), new Uint8Array(64))).toBe(true);
      return walk;
    };
    const enter = (index: number, hashes: number): boolean =>
      opened().enter({ level: 1, index }, new Uint8Array(32 * hashes));
    expect([enter(0, FANOUT), enter(0, FANOUT - 1)]).toEqual([true, false]);
    expect([FANOUT, 1, 0, FANOUT + 1, 1.5].map((hashes) => enter(1, hashes))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  test.each([
    ['too short', 31],
    ['one hash too few', 32 * 9],
    ['one hash too many', 32 * 11],
    ['empty', 0],
  ])('a metafile that is %s is damaged', (_what, length) => {
    const walk = new Walk('0'.repeat(64) as Hash, 10);
    const root = walk.next()!;
    expect(walk.enter(root.node, new Uint8Array(length))).toBe(false);
  });
});

describe('a link to a file', () => {
  const root = 'ab'.repeat(32) as Hash;

  test('is read as it was written, any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 255 }), fc.string(), (name, above) => {
        const caption = above.trim();
        const link = readLink(linkText({ root, name, size: 5, caption }));
        expect(link).toEqual({ root, name: name.toWellFormed(), size: 5, caption });
      }),
    );
  });

  test.each([
    'peerster://file/xyz?size=1&name=a',
    `peerster://file/${root}?size=-1&name=a`,
    `peerster://file/${root}?size=01&name=a`,
    `peerster://file/${root}?size=99999999999999&name=a`,
    `peerster://file/${root}?size=1&name=`,
    `peerster://file/${root}?size=1&name=%zz`,
    `peerster://file/${root}?size=1&name=a b`,
    `peerster://file/${root}?size=1&name=${'a'.repeat(256)}`,
    `x peerster://file/${root}?size=1&name=a`,
    `peerster://file/${root}?size=1&name=a\nmore`,
    `peerster://file/${root.toUpperCase()}?size=1&name=a`,
  ])('%s is text', (text) => expect(readLink(text)).toBeUndefined());
});

describe('what is asked of a holder at a time', () => {
  const answered = (stream: Stream, orders: readonly number[], sentAt: number, now: number): void => {
    for (const order of orders) stream.answered(order, sentAt, true, CHUNK_BYTES, now);
  };

  test('grows with what is answered, up to a limit', () => {
    for (const [isCourse, most] of [
      [false, MAX_WINDOW],
      [true, MAX_COURSE_WINDOW],
    ] as const) {
      const stream = new Stream(isCourse, 0);
      let now = 0;
      for (let round = 0; round < 20; round++) {
        const orders = Array.from({ length: stream.room(now) }, () => stream.asked());
        now += 5;
        answered(stream, orders, now - 5, now);
      }
      expect(stream.window).toBe(most);
    }
  });

  test('random loss leaves it wide, heavy loss makes it narrow, silence makes it wait', () => {
    const stream = new Stream(false, 0);
    let now = 0;
    const rounds = (count: number, lossEvery: number): void => {
      for (let round = 0; round < count; round++) {
        const orders = Array.from({ length: stream.room(now) }, () => stream.asked());
        now += 5;
        for (const order of orders)
          if (order % lossEvery === 0) stream.lost(now);
          else answered(stream, [order], now - 5, now);
      }
    };
    rounds(40, 20);
    expect(stream.window).toBeGreaterThan(40);
    rounds(40, 2);
    expect(stream.window).toBeLessThan(8);
    rounds(40, 1);
    expect([stream.window, stream.room(now), stream.room(now + ASK_AGAIN_MS)]).toEqual([1, 0, 1]);
  });

  test('what others overtook is lost at once, what nobody answers after the timeout', () => {
    const stream = new Stream(false, 0);
    const [first, ...rest] = Array.from({ length: 8 }, () => stream.asked());
    answered(stream, rest, 0, 10);
    expect(stream.isLost(first!, 0, 10)).toBe(true);
    const late = stream.asked();
    expect([stream.isLost(late, 10, 20), stream.isLost(late, 10, 10 + stream.timeout)]).toEqual([false, true]);
  });
});

/** Someone who has a file of `size` bytes, and is a neighbour. */
function withHolder(size: number) {
  const me = subject();
  befriend(me, at(1), { origin: HOLDER });
  const theirs = createMemoryChunks({ sha256 });
  const file = theirs.add(
    'a.bin',
    new Uint8Array(size).map((_, i) => i * 7 + (i >> 13)),
    true,
  );
  const wanted = { root: file.root, name: 'a.bin', size, listed: true };
  const holders = [{ origin: HOLDER, chunks: undefined }];
  const asked = (effects: ReturnType<Subject['input']>): DataRequest[] =>
    to(effects, at(1)).flatMap((message) => (message.type === 'dataRequest' ? [message] : []));
  const reply = (hash: Uint8Array, data: Uint8Array): DataReply => ({
    type: 'dataReply',
    origin: HOLDER,
    destination: me.identity.origin,
    hopLimit: 9,
    hash,
    data,
  });
  return { me, theirs, file, wanted, holders, asked, reply };
}

describe('hostile replies', () => {
  test('nothing that wasn’t asked for, nor with another hash, is taken; a thousand of them leave nothing behind', () => {
    const { me, wanted, holders, reply, file } = withHolder(20_000);
    me.input({ kind: 'download', file: wanted, holders });
    const root = bytesOfHex(file.root)!;
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.uint8Array({ maxLength: 8_192 }),
        (hash, data) => {
          const before = me.gossiper.counters.chunksReceived;
          expect(me.receive(at(1), reply(hash, data)).filter(({ kind }) => kind === 'chunk')).toEqual([]);
          if (data.length > 0) me.receive(at(1), reply(root, data));
          expect(me.gossiper.counters.chunksReceived).toBe(before);
        },
      ),
      { numRuns: 1_000 },
    );
    expect(me.gossiper.download(file.root)).toMatchObject({ state: { kind: 'metafile' } });
  });

  test.each([
    ['of no whole hashes', 20_000, new Uint8Array(33)],
    ['of too many hashes for its size', 20_000, new Uint8Array(32 * 200)],
    ['of too few', 3_000_000, new Uint8Array(32)],
    ['that names itself', 20_000, new Uint8Array(96).fill(1)],
  ])('a metafile %s ends the download with a sentence', (_what, size, data) => {
    const { me, holders, reply } = withHolder(1);
    const root = hashOf(data);
    me.input({ kind: 'download', file: { root, name: 'evil', size, listed: false }, holders });
    me.receive(at(1), reply(sha256(data), data));
    const { state } = me.gossiper.download(root)!;
    if (data.length === 96) expect(state).toMatchObject({ kind: 'chunks', have: 0, of: 3 });
    else expect(state).toMatchObject({ kind: 'failed', problem: { code: 'file-damaged' } });
  });

  describe('a size beside the root that anyone on the way may have forged', () => {
    const SIZE = 300 * CHUNK_BYTES + 5;
    const fetchWith = (real: number, claimed: number, isRootHeld = false) => {
      const { me, theirs, file, wanted, holders, asked, reply } = withHolder(real);
      if (isRootHeld) me.chunks.put(file.root, { level: 1, index: 0 }, file.root, theirs.read(file.root)!);
      let effects = me.input({ kind: 'download', file: { ...wanted, size: undefined }, holders });
      for (let round = 0; round < 200 && asked(effects).length > 0; round++) {
        effects = asked(effects).flatMap(({ hash }) => {
          const more = hexOf(hash) === file.root ? { size: claimed } : {};
          return me.receive(at(1), { ...reply(hash, theirs.read(hexOf(hash) as Hash)!), ...more });
        });
        effects.push(...me.fire('files', 1));
      }
      return { state: me.gossiper.download(file.root)!.state, bytes: me.chunks.bytesOf(file.root)?.length };
    };

    test.each([
      ['right', SIZE, SIZE],
      ['a byte too large', SIZE, SIZE + 1],
      ['a byte too small', SIZE, SIZE - 1],
      ['many chunks too large', SIZE, 400 * CHUNK_BYTES],
      ['many chunks too small', SIZE, 257 * CHUNK_BYTES],
      ['a byte too small, of one level', 20_000, 19_999],
      ['a chunk too large, of one level', 20_000, 30_000],
      ['far too large, of one level', 20_000, MAX_FILE_CHUNKS * CHUNK_BYTES],
      ['larger than a file may be', 20_000, Number.MAX_SAFE_INTEGER],
      ['none at all', 20_000, 0],
    ])('%s: what comes is whole', (_what, real, claimed) => {
      expect(fetchWith(real, claimed)).toEqual({ state: { kind: 'assembling' }, bytes: real });
    });

    test('a root that is held since an earlier run is asked for again: how deep its tree is isn’t held', () => {
      expect(fetchWith(SIZE, SIZE, true)).toEqual({ state: { kind: 'assembling' }, bytes: SIZE });
    });
  });

  test('a tree without an end is as deep as its size says and no deeper', () => {
    const { me, reply, holders, asked } = withHolder(1);
    // Every metafile is full of hashes of metafiles, all the way down.
    const bottom = new Uint8Array(CHUNK_BYTES).fill(9);
    const levels = [bottom];
    for (let n = 0; n < 6; n++) levels.push(new Uint8Array(CHUNK_BYTES).map((_, i) => sha256(levels.at(-1)!)[i % 32]!));
    const root = hashOf(levels.at(-1)!);
    const size = FANOUT * FANOUT * CHUNK_BYTES;
    const byHash = new Map(levels.map((data) => [hashOf(data), data]));
    let effects = me.input({ kind: 'download', file: { root, name: 'evil', size, listed: false }, holders });
    let received = 0;
    for (let round = 0; round < 100; round++) {
      const wanted = asked(effects);
      effects = wanted.flatMap(({ hash }) => me.receive(at(1), reply(hash, byHash.get(hexOf(hash) as Hash)!)));
      received += wanted.length;
      effects.push(...me.fire('files', 1));
    }
    // Two levels of metafiles and one chunk, which stands everywhere.
    expect([received > 2, received < 10]).toEqual([true, true]);
  });

  test('a chunk that is too long for its place ends the download', () => {
    const { me, theirs, file, wanted, holders, reply } = withHolder(100);
    me.input({ kind: 'download', file: { ...wanted, size: 99 }, holders });
    const metafile = theirs.read(file.root)!;
    me.receive(at(1), reply(bytesOfHex(file.root)!, metafile));
    const chunk = metafile.subarray(0, 32);
    me.receive(at(1), reply(chunk, theirs.read(hexOf(chunk) as Hash)!));
    expect(me.gossiper.download(file.root)!.state).toMatchObject({ kind: 'failed' });
  });
});

describe('what came whole and is checked', () => {
  const fetchedWhole = () => {
    const one = withHolder(20_000);
    const { me, theirs, wanted, holders, asked, reply } = one;
    let effects = me.input({ kind: 'download', file: wanted, holders });
    while (asked(effects).length > 0)
      effects = asked(effects).flatMap(({ hash }) => me.receive(at(1), reply(hash, theirs.read(hexOf(hash) as Hash)!)));
    const state = () => me.gossiper.download(one.file.root)!.state;
    expect(state()).toEqual({ kind: 'assembling' });
    return { ...one, state };
  };

  test('can be paused, and is checked anew when it goes on', () => {
    const { me, file, wanted, state } = fetchedWhole();
    me.input({ kind: 'pauseDownload', root: file.root });
    expect(state().kind).toBe('paused');
    const effects = me.input({ kind: 'download', file: wanted, holders: [] });
    expect(effects).toContainEqual({ kind: 'fetched', root: file.root });
    expect(state()).toEqual({ kind: 'assembling' });
  });

  test('and damaged while nobody has it is fetched once somebody is there again', () => {
    const { me, file, asked } = fetchedWhole();
    me.input({ kind: 'removePeer', address: at(1) });
    expect(me.fire('files', 1_000)).toEqual([]);
    Object.assign(me.chunks, { read: () => undefined, has: () => false, isPlaced: () => false });
    const effects = me.input({ kind: 'damaged', root: file.root, chunks: [0, 1, 2] });
    expect(effects).toContainEqual(expect.objectContaining({ kind: 'arm', timer: 'files' }));
    befriend(me, at(1), { origin: HOLDER });
    expect(asked(me.fire('files', 1_000))).toHaveLength(1);
  });
});

describe('holders that give nothing', () => {
  /** A minute with three holders, of which the first says that it lacks the file, or is as silent as the others. */
  const minute = (doesAnswer: boolean) => {
    const { me, wanted, asked, reply } = withHolder(9);
    befriend(me, at(2), { origin: 'Bob', run: 2 });
    befriend(me, at(3), { origin: 'Cat', run: 3 });
    const holders = [HOLDER, parseOrigin('Bob')!, parseOrigin('Cat')!].map((origin) => ({ origin, chunks: undefined }));
    const begun = me.now;
    const searched: number[] = [];
    let requests = 0;
    let effects = me.input({ kind: 'download', file: wanted, holders });
    while (me.now < begun + 60_000) {
      const rings = [1, 2, 3].flatMap((n) => to(effects, at(n))).filter(({ type }) => type === 'searchRequest');
      // The first ring goes to one, each further one to all three.
      if (rings.length === 1) searched.push(Math.round((me.now - begun) / 1_000));
      requests += asked(effects).length;
      if (doesAnswer) for (const { hash } of asked(effects)) me.receive(at(1), reply(hash, new Uint8Array()));
      effects = [...me.fire('search', 20), ...me.fire('files')];
    }
    return { searched, requests, isWaiting: me.gossiper.download(wanted.root)!.isWaiting };
  };

  test('others are searched for at the start and each 10 s, however often those are asked again', () => {
    expect(minute(false)).toMatchObject({ searched: [0, 10, 20, 30, 40, 50], isWaiting: true });
  });

  test('one that lacks it is asked again each 5 s, also where others are silent', () => {
    const { requests } = minute(true);
    expect([requests > 9, requests < 14]).toEqual([true, true]);
  });
});

describe('giving', () => {
  const request = (me: Subject, hash: string, destination = me.identity.origin): DataRequest => ({
    type: 'dataRequest',
    origin: HOLDER,
    destination,
    hopLimit: 9,
    hash: bytesOfHex(hash)!,
  });
  const replies = (effects: ReturnType<Subject['input']>, address = at(1)): DataReply[] =>
    to(effects, address).flatMap((message) => (message.type === 'dataReply' ? [message] : []));

  test('one reply for one request: the data, or nothing where it is lacking', () => {
    const me = subject();
    befriend(me, at(1), { origin: HOLDER });
    const file = me.chunks.add('a', new Uint8Array(10).fill(1), true);
    me.input({ kind: 'share', file });
    const [given, ...more] = replies(me.receive(at(1), request(me, file.root)));
    expect([given?.data.length, given?.size, given?.origin, more]).toEqual([32, 10, me.identity.origin, []]);
    expect(replies(me.receive(at(1), request(me, '00'.repeat(32)))).map(({ data }) => data.length)).toEqual([0]);
  });

  test('what passes by is answered where it is held, and passed on where it isn’t', () => {
    const me = subject();
    befriend(me, at(1), { origin: HOLDER });
    befriend(me, at(2), { origin: ALEX, run: 2 });
    const file = me.chunks.add('a', new Uint8Array(10).fill(1), true);
    me.input({ kind: 'share', file });
    expect(replies(me.receive(at(1), request(me, file.root, ALEX)))).toHaveLength(1);
    const passed = to(me.receive(at(1), request(me, '00'.repeat(32), ALEX)), at(2));
    expect(passed).toMatchObject([{ type: 'dataRequest', hopLimit: 8 }]);
  });

  test('an answer of ours that comes back, as a course peer has us for its next hop, goes another way', () => {
    const me = subject();
    befriend(me, at(1), { origin: HOLDER });
    befriend(me, at(2), { origin: ALEX, run: 2 });
    const way = { origin: me.identity.origin, destination: ALEX, hopLimit: 8 };
    const data = new Uint8Array(10);
    const effects = me.receive(at(1), { type: 'dataReply', ...way, hash: sha256(data), data });
    expect(to(effects, at(2))).toMatchObject([{ type: 'dataReply', hopLimit: 7 }]);
    const found = me.receive(at(1), { type: 'searchReply', ...way, results: [] });
    expect(to(found, at(2))).toMatchObject([{ type: 'searchReply', hopLimit: 7 }]);
    expect([...to(effects, at(1)), ...to(found, at(1))]).toEqual([]);
  });

  test('nothing to who is blocked', () => {
    const me = subject();
    befriend(me, at(1), { origin: HOLDER });
    const file = me.chunks.add('a', new Uint8Array(10).fill(1), true);
    me.input({ kind: 'share', file });
    me.input({ kind: 'ruleForOrigin', origin: HOLDER, rule: 'block' });
    expect(replies(me.receive(at(1), request(me, file.root)))).toEqual([]);
  });
});

test('files and downloads are counted, at n and n + 1', () => {
  const me = subject();
  const name = (n: number): Hash => parseHash(n.toString(16).padStart(64, '0'))!;
  for (let n = 0; n < MAX_DOWNLOADS; n++)
    me.input({ kind: 'download', file: { root: name(n), name: 'a', size: 1, listed: false }, holders: [] });
  const more = { root: name(MAX_DOWNLOADS), name: 'a', size: 1, listed: false };
  expect(() => me.input({ kind: 'download', file: more, holders: [] })).toThrow('counts downloads');
  for (let n = 0; n < MAX_SHARED; n++)
    me.input({ kind: 'share', file: { root: name(n), name: 'a', size: 1, listed: true } });
  const last = { root: name(MAX_SHARED), name: 'a', size: 1, listed: true };
  expect(() => me.input({ kind: 'share', file: last })).toThrow('counts files');
});
