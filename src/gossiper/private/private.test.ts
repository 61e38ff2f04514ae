/** Private messages at one gossiper: what it takes, what it answers, and what anyone can make grow. */
import { describe, expect, it, vi } from 'vitest';
import { author, bare, LOBBY, type Author } from '../../../tests/gossiper/authors.ts';
import { at, befriend, newLog, subject, to, type Subject } from '../../../tests/gossiper/subject.ts';
import { CLEAR_MAIL_BURST, FORGERIES_BURST, MAIL_BURST, MAX_EARLY, MAX_OUTBOX, MAX_OUTBOX_EACH } from '../limits.ts';
import { parseOrigin, type Origin } from '../names.ts';
import type { Private } from '../packet.ts';
import { toBase64 } from './base64.ts';
import { RECEIPT, receiptText, SEALED, sealLetter } from './letter.ts';
import { GIVE_UP_MS } from './write.ts';

const RECEIPT_OF = (number: number): Uint8Array => new Uint8Array(16).fill(number % 251);

interface Scene {
  readonly me: Subject;
  readonly alex: Author;
  readonly mine: Author;
}

/** We hold Alex's ID 1, and his peer is our neighbour 1. */
function scene(): Scene {
  const alex = author('Alex');
  const mine = author('Me');
  const me = subject({ identity: mine.identity, crypto: mine.crypto, log: newLog() });
  befriend(me, at(1), { origin: alex.identity.origin });
  me.rumor(at(1), alex.says('hello'));
  return { me, alex, mine };
}

function letter(
  { me, alex }: Pick<Scene, 'me' | 'alex'>,
  number: number,
  text = `text ${number}`,
  base = 1,
  saidAt = 5,
): Private {
  const [origin, destination] = [alex.identity.origin, me.identity.origin];
  const inside = { base, saidAt, receipt: RECEIPT_OF(number), text };
  const sealed = sealLetter({ group: LOBBY, origin, destination, number }, inside, me.identity.birth!, alex.crypto);
  return { type: 'private', origin, id: number, text: sealed, destination, hopLimit: 9 };
}
const clear = (me: Subject, origin: string, text = 'hi'): Private => ({
  type: 'private',
  origin: parseOrigin(origin)!,
  id: 0,
  text,
  destination: me.identity.origin,
  hopLimit: 9,
});
const taken = (me: Subject): string[] => me.mail.all.filter((m) => m.delivery === undefined).map(({ text }) => text);
const receipts = (me: Subject, from: number): (readonly [number, string])[] =>
  me.sent
    .slice(from)
    .flatMap(({ packet: { message } }) =>
      message.type === 'private' && message.text.startsWith(RECEIPT) ? [[message.id, message.text] as const] : [],
    );
const states = (me: Subject): (string | undefined)[] => me.mail.all.map(({ delivery }) => delivery);
const write = (me: Subject, text: string, receiver: Origin) => me.input({ kind: 'write', text, to: receiver });

describe('what comes from one of ours', () => {
  it('is taken in order and once, and acknowledged when it was taken', () => {
    const s = scene();
    const { me } = s;
    for (const number of [2, 3]) me.receive(at(1), letter(s, number));
    expect(taken(me)).toEqual([]);
    expect(receipts(me, 0)).toEqual([]);
    me.receive(at(1), letter(s, 1));
    expect(taken(me)).toEqual(['text 1', 'text 2', 'text 3']);
    expect(receipts(me, 0)).toEqual([1, 2, 3].map((n) => [n, receiptText(RECEIPT_OF(n))]));
    me.now += 100;
    const before = me.sent.length;
    me.receive(at(1), letter(s, 2));
    expect(taken(me)).toHaveLength(3);
    expect(new Set(receipts(me, before).map(([number]) => number))).toEqual(new Set([3]));
  });

  it('and comes again and again is answered also with its own receipt: who was restored does not know the newest', () => {
    const s = scene();
    const { me } = s;
    for (const number of [1, 2, 3]) me.receive(at(1), letter(s, number));
    const answers = (message: Private): number[] => {
      me.now += 100;
      const before = me.sent.length;
      me.receive(at(1), message);
      me.receive(at(1), message); // the same copy, by another way
      return [...new Set(receipts(me, before).map(([number]) => number))];
    };
    expect([2, 2, 3].map((number) => answers(letter(s, number)))).toEqual([[3], [3, 2], [3]]);
    // Said after the newest: another message under a used number, which was never taken.
    expect(answers(letter(s, 2, 'other', 1, 6))).toEqual([3]);
    expect(taken(me)).toHaveLength(3);
  });

  it('below its base is not waited for', () => {
    const s = scene();
    s.me.receive(at(1), letter(s, 7, 'seven', 6));
    expect(taken(s.me)).toEqual([]);
    s.me.receive(at(1), letter(s, 6, 'six', 6));
    expect(taken(s.me)).toEqual(['six', 'seven']);
    s.me.receive(at(1), letter(s, 9, 'nine', 9));
    expect(taken(s.me)).toEqual(['six', 'seven', 'nine']);
  });

  it('is nothing where it was changed on the way, or is from someone else', () => {
    const s = scene();
    const right = letter(s, 1);
    const eve = author('Eve');
    for (const wrong of [
      { ...right, text: `${right.text.slice(0, -4)}AAAA` },
      { ...right, id: 2 },
      { ...letter({ me: s.me, alex: eve }, 1), origin: s.alex.identity.origin },
    ])
      s.me.receive(at(1), wrong);
    expect(taken(s.me)).toEqual([]);
    expect(s.me.gossiper.counters.mailForged).toBe(3);
    expect(receipts(s.me, 0)).toEqual([]);
  });

  it('is neither taken nor acknowledged where its origin is blocked, and taken where it is muted', () => {
    const s = scene();
    s.me.input({ kind: 'ruleForOrigin', origin: s.alex.identity.origin, rule: 'block' });
    s.me.receive(at(1), letter(s, 1));
    expect([taken(s.me), receipts(s.me, 0)]).toEqual([[], []]);
    s.me.input({ kind: 'ruleForOrigin', origin: s.alex.identity.origin, rule: 'mute' });
    s.me.receive(at(1), letter(s, 1));
    expect(taken(s.me)).toEqual(['text 1']);
  });

  it(`waits for a hole up to ${MAX_EARLY} numbers ahead`, () => {
    const s = scene();
    for (const number of [MAX_EARLY, MAX_EARLY + 1]) s.me.receive(at(1), letter(s, number));
    for (let number = 1; number < MAX_EARLY; number++) s.me.receive(at(1), letter(s, number));
    expect(taken(s.me)).toHaveLength(MAX_EARLY);
  });

  it(`is ${MAIL_BURST} at once of one sender; the next comes again`, () => {
    const s = scene();
    for (let number = 1; number <= MAIL_BURST + 1; number++) s.me.receive(at(1), letter(s, number));
    expect(taken(s.me)).toHaveLength(MAIL_BURST);
    expect(receipts(s.me, 0).at(-1)?.[0]).toBe(MAIL_BURST);
    s.me.now += 10_000;
    s.me.receive(at(1), letter(s, MAIL_BURST + 1));
    expect(taken(s.me)).toHaveLength(MAIL_BURST + 1);
  });
});

describe('what is sent again and again', () => {
  /** How often it was opened. */
  const opened = (s: Scene, message: Private, times: number): number => {
    using open = vi.spyOn(s.mine.crypto, 'open');
    for (let n = 0; n < times; n++) {
      s.me.now += 0.001;
      s.me.receive(at(1), message, { bytes: 300 });
    }
    return open.mock.calls.length;
  };
  const TIMES = FORGERIES_BURST + 500;

  it('is not opened where it is the newest: it is answered from memory', () => {
    const s = scene();
    const newest = letter(s, 1);
    s.me.receive(at(1), newest);
    const before = s.me.sent.length;
    s.me.now += 100;
    expect(opened(s, newest, TIMES)).toBe(0);
    expect(receipts(s.me, before)[0]).toEqual([1, receiptText(RECEIPT_OF(1))]);
  });

  it('nor where it waits already', () => {
    const s = scene();
    const early = letter(s, 3);
    s.me.receive(at(1), early);
    expect(opened(s, early, TIMES)).toBe(0);
  });

  it.each([
    ['older', 1, 2],
    ['too early', 1 + MAX_EARLY + 1, 1],
  ])('is paid for as a forgery where it is %s', (_, number, held) => {
    const s = scene();
    for (let n = 1; n <= held; n++) s.me.receive(at(1), letter(s, n));
    const count = opened(s, letter(s, number), TIMES);
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThanOrEqual(FORGERIES_BURST + 1);
    s.me.now += 10_000;
    s.me.receive(at(1), letter(s, held + 1));
    expect(taken(s.me)).toHaveLength(held + 1);
  });

  it('is paid for where it is a card that says nothing new', () => {
    const s = scene();
    const { birth } = s.alex.identity;
    const claim = Buffer.concat([birth!.publicKey, birth!.incarnation, birth!.sealKey]);
    const signature = s.alex.crypto.sign(Buffer.concat([Buffer.from('peerster-card-1'), claim]));
    const card = (prefix: string): Private => ({
      ...clear(s.me, s.alex.identity.origin, prefix + toBase64(Buffer.concat([claim, signature]))),
    });
    using verify = vi.spyOn(s.mine.crypto, 'verify');
    const send = (message: Private): void => {
      for (let n = 0; n < TIMES; n++) s.me.receive(at(1), message, { bytes: 300 });
    };
    send(card('[Peerster: my key] '));
    expect(verify).not.toHaveBeenCalled();
    s.me.now += 10_000;
    send(card('[Peerster: my key, yours please] '));
    expect(verify).toHaveBeenCalledTimes(FORGERIES_BURST);
  });
});

describe('what comes in clear', () => {
  it('is shown as unverified, each time', () => {
    const { me } = scene();
    me.receive(at(2), clear(me, 'C'));
    me.receive(at(2), clear(me, 'C'));
    expect(me.mail.all).toMatchObject([
      { origin: 'C', text: 'hi', trust: 'unverified', number: 0 },
      { origin: 'C', text: 'hi' },
    ]);
    expect(receipts(me, 0)).toEqual([]);
  });

  it('under a name with a tag is nothing: whoever has a key seals', () => {
    const { me, alex } = scene();
    me.receive(at(2), clear(me, alex.identity.origin));
    me.receive(at(2), clear(me, author('Eve').identity.origin));
    me.receive(at(2), clear(me, 'C', ''));
    expect(me.mail.all).toEqual([]);
    expect(me.gossiper.counters.mailRefused).toBe(3);
  });

  it(`is ${CLEAR_MAIL_BURST} at once of everybody together`, () => {
    const { me } = scene();
    for (let n = 0; n < CLEAR_MAIL_BURST + 1; n++) me.receive(at(2 + (n % 5)), clear(me, `C${n}`));
    expect(me.mail.all).toHaveLength(CLEAR_MAIL_BURST);
  });
});

describe('what is written here', () => {
  it('to one of ours is sealed, sent again until its receipt comes, and only that counts', () => {
    const { me, alex } = scene();
    const receiver = alex.identity.origin;
    const [first] = to(write(me, 'psst', receiver), at(1));
    if (first?.type !== 'private') throw new Error('it was not sent');
    expect(first).toMatchObject({ origin: me.identity.origin, id: 1, hopLimit: 9 });
    expect(first.text.startsWith(SEALED)).toBe(true);
    expect(states(me)).toEqual(['sent']);
    expect(to(me.fire('mail', 200), at(1))).toEqual([first, first]);
    const answer = { ...clear(me, receiver), id: 1 };
    for (const text of ['', RECEIPT, receiptText(new Uint8Array(16))]) me.receive(at(1), { ...answer, text });
    expect(states(me)).toEqual(['sent']);
    me.receive(at(1), { ...answer, text: receiptText(me.mail.all[0]!.receipt!) });
    expect(states(me)).toEqual(['delivered']);
    expect(to(me.fire('mail', 60_000), at(1))).toEqual([]);
  });

  it('is given up after a week, and does not block what comes after it', () => {
    const { me, alex } = scene();
    write(me, 'old', alex.identity.origin);
    me.now += GIVE_UP_MS;
    write(me, 'new', alex.identity.origin);
    expect(states(me)).toEqual(['sent', 'sent']);
    me.fire('mail', 1);
    expect(states(me)).toEqual(['failed', 'sent']);
  });

  it('is not given up because the clock was set', () => {
    const { me, alex } = scene();
    write(me, 'new', alex.identity.origin);
    const later = me.gossiper.input(
      { kind: 'timer', timer: 'mail' },
      { monotonic: me.now + 1_000, wall: me.now + 2 * GIVE_UP_MS },
    );
    expect(later.filter(({ kind }) => kind === 'delivery')).toEqual([]);
  });

  it('to ourselves is kept', () => {
    const { me } = scene();
    expect(to(write(me, 'note', me.identity.origin), at(1))).toEqual([]);
    expect(states(me)).toEqual(['delivered']);
  });

  it('to a course peer goes once, in clear, when there is a way', () => {
    const { me } = scene();
    me.rumor(at(3), bare('C', 1, 'x'));
    me.input({ kind: 'removePeer', address: at(3) });
    const receiver = parseOrigin('C')!;
    write(me, 'hello', receiver);
    expect(states(me)).toEqual(['waiting']);
    me.input({ kind: 'addPeer', address: at(3) });
    me.rumor(at(3), bare('C', 2, 'y'));
    const sent = to(me.fire('mail', 3_000), at(3)).filter(({ type }) => type === 'private');
    expect(sent).toMatchObject([{ id: 0, text: 'hello', destination: 'C', hopLimit: 9 }]);
    expect(states(me)).toEqual(['unconfirmed']);
    expect(to(me.fire('mail', 60_000), at(3)).filter(({ type }) => type === 'private')).toEqual([]);
  });

  it(`waits, ${MAX_OUTBOX_EACH} for one and ${MAX_OUTBOX} in all`, () => {
    const { me, alex } = scene();
    const receiver = alex.identity.origin;
    for (let n = 0; n < MAX_OUTBOX_EACH; n++) {
      expect(me.gossiper.mayWrite(receiver)).toBe('yes');
      write(me, `${n}`, receiver);
    }
    expect(me.gossiper.mayWrite(receiver)).toBe('full');
    const others = Array.from({ length: MAX_OUTBOX / MAX_OUTBOX_EACH }, (_, n) => author(`Other ${n}`));
    for (const other of others) me.rumor(at(1), other.says('x'));
    for (const other of others.slice(1))
      for (let n = 0; n < MAX_OUTBOX_EACH; n++) write(me, `${n}`, other.identity.origin);
    expect(me.mail.all).toHaveLength(MAX_OUTBOX);
    expect(me.gossiper.mayWrite(others[0]!.identity.origin)).toBe('full');
  });

  it('is refused to whom nobody heard of, and to whom we blocked', () => {
    const { me, alex } = scene();
    expect(me.gossiper.mayWrite(parseOrigin('nobody')!)).toBe('unknown');
    me.input({ kind: 'ruleForOrigin', origin: alex.identity.origin, rule: 'block' });
    expect(me.gossiper.mayWrite(alex.identity.origin)).toBe('blocked');
  });
});
