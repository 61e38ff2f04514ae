import { expect, test } from 'vitest';
import { author as newAuthor, LOBBY, type Author } from '../../tests/gossiper/authors.ts';
import { at, befriend, oursStatus, subject, to, wants, type Subject } from '../../tests/gossiper/subject.ts';
import { encodePacket, decodePacket, rumorCodec } from '../wire/index.ts';
import { PRESENT_MS } from './holders.ts';
import { MAX_DIGEST_ENTRIES, MAX_DIGEST_LINKS, MAX_REPORTED, MAX_REPORTERS } from './limits.ts';
import type { Address } from './names.ts';
import { parseOrigin } from './names.ts';
import type { Digest, Message } from './packet.ts';

const A = parseOrigin('A')!;
const authors = new Map<string, Author>();

/** The same person for the same name. */
function author(name: string): Author {
  const known = authors.get(name) ?? newAuthor(name);
  authors.set(name, known);
  return known;
}

function digestOf(
  name: string,
  clock: Readonly<Record<string, number>>,
  at = 1_000,
  more: Pick<Digest, 'links'> = {},
): Digest {
  const { identity, crypto } = author(name);
  const { publicKey, incarnation } = identity.birth!;
  const said = { origin: identity.origin, at, holds: wants(clock), publicKey, incarnation, ...more };
  return { ...said, signature: crypto.sign(rumorCodec.signedDigest(LOBBY, said)) };
}

const packed = (digest: Digest): Message => ({ type: 'control', control: { kind: 'digest', digest } });
const digestsTo = (effects: Parameters<typeof to>[0], address: Address): Digest[] =>
  to(effects, address).flatMap((message) =>
    message.type === 'control' && message.control.kind === 'digest' ? [message.control.digest] : [],
  );
const reported = (me: Subject) => me.gossiper.holdersOf(A).filter(({ how }) => how === 'reported');

function among(...friends: number[]): Subject {
  const me = subject();
  for (const n of friends) befriend(me, at(n), { run: 10 + n, origin: `P${n}` });
  return me;
}

test('what someone far away holds is known, with when that was heard', () => {
  const me = among(1);
  me.receive(at(1), packed(digestOf('Far', { A: 5 })));
  const { origin } = author('Far').identity;
  const now = { at: me.now, heardAt: me.now };
  expect(reported(me)).toEqual([{ origin, nextId: 5, isTold: true, how: 'reported', ...now }]);
  // Of what it didn't list nobody knows anything.
  const [far] = me.gossiper.holdersOf(parseOrigin('B')!).filter(({ how }) => how === 'reported');
  expect(far).toEqual({ origin, nextId: 1, isTold: false, how: 'reported', ...now });
});

test('it is passed on once, to links that did not send it', () => {
  const me = among(1, 2);
  const digest = digestOf('Far', { A: 5 });
  me.receive(at(1), packed(digest));
  me.receive(at(2), packed(digest));
  const effects = me.fire('tick', 1_000);
  expect([digestsTo(effects, at(1)), digestsTo(effects, at(2))]).toEqual([[], [digest]]);
  expect(digestsTo(me.fire('tick', 1_000), at(2))).toEqual([]);
});

test('a later one replaces what it lists, an earlier one nothing', () => {
  const me = among(1);
  me.receive(at(1), packed(digestOf('Far', { A: 5, B: 2 }, 2_000)));
  me.receive(at(1), packed(digestOf('Far', { A: 4 }, 3_000)));
  me.receive(at(1), packed(digestOf('Far', { A: 9 }, 2_500)));
  expect(reported(me)).toMatchObject([{ nextId: 4 }]);
});

test.each<[string, (digest: Digest) => Digest]>([
  ['more than was signed', (digest) => ({ ...digest, holds: wants({ A: 6 }) })],
  ['a link more', (digest) => ({ ...digest, links: [{ origin: A, isEager: true }] })],
  ['another time', (digest) => ({ ...digest, at: digest.at + 1 })],
  ['in another name', (digest) => ({ ...digest, origin: author('Else').identity.origin })],
  ['by another key', (digest) => ({ ...digest, publicKey: author('Else').identity.birth!.publicKey })],
])('a forged one says nothing: %s', (_, forge) => {
  const me = among(1);
  expect(me.receive(at(1), packed(forge(digestOf('Far', { A: 5 }))))).toEqual([]);
  expect([reported(me), me.gossiper.counters.forged]).toEqual([[], 1]);
});

test('one from a stranger is not even looked at', () => {
  const me = subject();
  me.receive(at(1), oursStatus({}));
  me.receive(at(1), packed(digestOf('Far', { A: 5 })));
  expect([reported(me), me.gossiper.counters.verifications]).toEqual([[], 0]);
});

test('who is silent for long is not counted among those who are here', () => {
  const me = among(1);
  me.receive(at(1), packed(digestOf('Far', { A: 5 })));
  me.fire('tick', PRESENT_MS + 1);
  expect(reported(me)).toEqual([]);
});

test('we say what changed, then nothing until it changes or half a minute is over', () => {
  const me = among(1);
  me.input({ kind: 'say', text: 'hello' });
  const own = me.identity.origin;
  const said = digestsTo(me.fire('tick', 2_000), at(1));
  expect(said.map(({ origin, holds }) => [origin, holds])).toEqual([[own, [{ origin: own, nextId: 2 }]]]);
  expect(digestsTo(me.fire('tick', 2_000), at(1))).toEqual([]);
  expect(digestsTo(me.fire('tick', 30_000), at(1))).toHaveLength(1);
  const bytes = encodePacket({ group: LOBBY, message: packed(said[0]!) });
  expect(encodePacket(decodePacket(bytes)!)).toEqual(bytes);
});

test('whom someone far away reaches is known, as long as it says so', () => {
  const me = among(1);
  const [B, C] = [parseOrigin('B')!, parseOrigin('C')!];
  const links = [
    { origin: B, isEager: true, roundTrip: 4 },
    { origin: C, isEager: false },
  ];
  me.receive(at(1), packed(digestOf('Far', { A: 5 }, 1_000, { links })));
  const { origin } = author('Far').identity;
  expect(me.gossiper.reports()).toEqual([{ origin, heardAt: me.now, behind: 4, ahead: 0, links }]);
  me.receive(at(1), packed(digestOf('Far', { A: 5 }, 2_000)));
  expect(me.gossiper.reports()).toMatchObject([{ links: [] }]);
});

test(`we name up to ${MAX_DIGEST_LINKS} peers that we reach, those that we push to first, in the room of as many entries`, () => {
  const me = among(...Array.from({ length: MAX_DIGEST_LINKS + 1 }, (_, n) => n + 1));
  const eager = me.gossiper.peers().filter(({ link }) => link === 'eager').length;
  me.input({ kind: 'say', text: 'hello' });
  const [said] = me
    .fire('tick', 2_000)
    .flatMap((effect) => (effect.kind === 'send' ? digestsTo([effect], effect.to) : []));
  expect(said?.links).toHaveLength(MAX_DIGEST_LINKS);
  expect(said?.links?.filter(({ isEager }) => isEager)).toHaveLength(Math.min(eager, MAX_DIGEST_LINKS));
  const bytes = encodePacket({ group: LOBBY, message: packed(said!) });
  expect(decodePacket(bytes)?.message).toMatchObject({ control: { digest: { links: said!.links } } });
  const more = { ...said!, links: [...said!.links!, said!.links![0]!] };
  expect(decodePacket(encodePacket({ message: packed(more) }))?.message).toMatchObject({
    control: { kind: 'unknown' },
  });
});

test('the tables are bounded', () => {
  const me = among(1);
  const many = (from: number) =>
    Object.fromEntries(Array.from({ length: MAX_DIGEST_ENTRIES }, (_, n) => [`o${from + n}`, 2]));
  for (let n = 0; n * MAX_DIGEST_ENTRIES <= MAX_REPORTED; n++)
    me.receive(at(1), packed(digestOf('Far', many(n * MAX_DIGEST_ENTRIES), 1_000 + n)));
  me.receive(at(1), packed(digestOf('Far', { A: 2 }, 9_000)));
  expect(reported(me)).toMatchObject([{ nextId: 1 }]);
  for (let n = 0; n < MAX_REPORTERS; n++) me.receive(at(1), packed(digestOf(`N${n}`, { A: 3 })));
  expect(reported(me)).toHaveLength(MAX_REPORTERS);
});

test(`at most ${MAX_REPORTERS} wait to be passed on: the longest unheard makes room`, () => {
  const me = among(1, 2);
  for (let n = 0; n <= MAX_REPORTERS; n++) me.receive(at(1), packed(digestOf(`N${n}`, { A: 3 })));
  const passedOn = new Set<string>();
  for (let second = 0; second < MAX_REPORTERS; second++) {
    me.receive(at(2), oursStatus({}, { run: 12, origin: 'P2' })); // it stays
    for (const { origin } of digestsTo(me.fire('tick', 1_000), at(2))) passedOn.add(origin);
  }
  expect(passedOn.size).toBe(MAX_REPORTERS);
  expect(passedOn).not.toContain(author('N0').identity.origin);
});
