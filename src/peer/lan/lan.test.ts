import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { parseAddress, parseInstance } from '../../gossiper/names.ts';
import { decodeAnnouncement, encodeAnnouncement, MAX_GROUP_LENGTH, type Announcement } from './announcement.ts';
import { announcementsIn, asksForUs, decodeDns, encodeAnswer, encodeQuery } from './dnsSd.ts';
import { FORGET_FOUND_MS, FoundPeers, MAX_ADDRESSES, MAX_FOUND, type Heard } from './foundPeers.ts';
import { keyOf, lanInterfaces, MAX_INTERFACES } from './interfaces.ts';
import { dueTries, type JoinView, type Tried } from './joining.ts';

const run = (n: number) => parseInstance(n.toString(16).padStart(16, '0'))!;
const announcement = (n: number, change: Partial<Announcement> = {}): Announcement => ({
  kind: 'here',
  instance: run(n),
  origin: `P${n}~tag`,
  name: `P${n}`,
  group: 'lobby',
  port: 5000,
  ...change,
});

describe('announcements', () => {
  test('are read as they were written, whatever the names', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 1, max: 65_535 }), (name, port) => {
        const one = announcement(1, { name, port });
        expect(decodeAnnouncement(encodeAnnouncement(one))).toEqual(one);
      }),
    );
  });

  test('nothing else is one', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => decodeAnnouncement(bytes) === undefined));
    const broken: Record<string, unknown>[] = [
      { port: 0 },
      { port: 65_536 },
      { port: 1.5 },
      { kind: 'boo' },
      { instance: 'x' },
      { name: 3 },
      { name: 'x'.repeat(256) },
      { group: 'x'.repeat(MAX_GROUP_LENGTH + 1) },
    ];
    for (const change of broken)
      expect(decodeAnnouncement(encodeAnnouncement({ ...announcement(1), ...change }))).toBeUndefined();
    expect(decodeAnnouncement(Buffer.from('peerster-announce-1\n[1,2]'))).toBeUndefined();
    expect(decodeAnnouncement(Buffer.from('peerster-announce-1\n{'))).toBeUndefined();
  });
});

describe('DNS-SD', () => {
  const one = announcement(1, { name: 'Zoë 🌍' });

  test('what we answer tells who we are', () => {
    expect(announcementsIn(decodeDns(encodeAnswer(one, ['10.0.0.1', 'fe80::1'], false))!)).toEqual([one]);
  });

  test('a goodbye is one', () => {
    expect(announcementsIn(decodeDns(encodeAnswer(one, [], true))!)).toEqual([{ ...one, kind: 'bye' }]);
  });

  test('our service and the list of all services are asked of us, others are not', () => {
    const query = decodeDns(encodeQuery())!;
    expect(asksForUs(query, one)).toBe(true);
    expect(asksForUs({ type: 'query', questions: [{ type: 'PTR', name: '_Services._DNS-SD._udp.local' }] }, one)).toBe(
      true,
    );
    expect(asksForUs({ type: 'query', questions: [{ type: 'PTR', name: '_http._tcp.local' }] }, one)).toBe(false);
    expect(asksForUs(decodeDns(encodeAnswer(one, [], false))!, one)).toBe(false);
  });

  test('a name too long for a TXT string is cut between characters, an origin is left out', () => {
    const long = announcement(1, { name: '🌍'.repeat(63), origin: 'x'.repeat(255) });
    const [read] = announcementsIn(decodeDns(encodeAnswer(long, [], false))!);
    expect([read?.name, read?.origin]).toEqual(['🌍'.repeat(60), '']);
  });

  test('any bytes at all are a packet or nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const packet = decodeDns(bytes);
        if (packet !== undefined) announcementsIn(packet);
      }),
    );
  });

  test('other services, and ours without a port, are nobody', () => {
    const packet = decodeDns(encodeAnswer(one, [], false))!;
    const without = { ...packet, answers: (packet.answers ?? []).filter(({ type }) => type !== 'SRV') };
    expect(announcementsIn(without)).toEqual([]);
  });
});

describe('who was found', () => {
  const heard = (n: number, ip = `10.0.0.${n % 250}`, change: Partial<Announcement> = {}): Heard => ({
    announcement: announcement(n, change),
    by: 'announce',
    family: ip.includes(':') ? 6 : 4,
    ip,
  });

  test('several addresses and ways are one peer, IPv4 first', () => {
    const found = new FoundPeers();
    expect(found.hear(heard(1, 'fe80::1%eth0'), 0)).toBe(true);
    expect(found.hear(heard(1, '10.0.0.1'), 0)).toBe(true);
    expect(found.hear({ ...heard(1, '10.0.0.1'), by: 'mdns' }, 0)).toBe(true);
    expect(found.hear(heard(1, '10.0.0.1'), 5)).toBe(false);
    expect(found.all()).toMatchObject([{ addresses: ['10.0.0.1:5000', '[fe80::1%eth0]:5000'], lastHeard: 5 }]);
  });

  test('who says goodbye is gone, and who is silent for long', () => {
    const found = new FoundPeers();
    found.hear(heard(1), 0);
    found.hear(heard(2), 10);
    expect(found.hear(heard(1, '10.0.0.1', { kind: 'bye' }), 20)).toBe(true);
    expect([found.forget(10 + FORGET_FOUND_MS), found.all().length]).toEqual([false, 1]);
    expect([found.forget(11 + FORGET_FOUND_MS), found.all().length]).toEqual([true, 0]);
  });

  test('the tables are bounded', () => {
    const found = new FoundPeers();
    for (let n = 0; n <= MAX_FOUND; n++) found.hear(heard(n + 1), n);
    expect(found.all()).toHaveLength(MAX_FOUND);
    expect(found.all().some(({ instance }) => instance === run(1))).toBe(false);
    for (let n = 1; n <= MAX_ADDRESSES + 1; n++) found.hear(heard(9, `10.1.0.${n}`), 0);
    expect(found.all().find(({ instance }) => instance === run(9))?.addresses).toHaveLength(MAX_ADDRESSES);
  });
});

describe('joining', () => {
  const found = new FoundPeers();
  for (const ip of ['10.0.0.1', '10.0.0.2'])
    found.hear({ announcement: announcement(1), by: 'announce', family: 4, ip }, 0);
  found.hear({ announcement: announcement(2, { group: 'other' }), by: 'announce', family: 4, ip: '10.0.0.3' }, 0);
  const view = (change: Partial<JoinView> = {}): JoinView => ({
    group: 'lobby',
    own: run(77),
    isReached: () => false,
    canSendTo: () => true,
    ...change,
  });
  const [first, second] = ['10.0.0.1:5000', '10.0.0.2:5000'].map((text) => parseAddress(text)!);

  test('one address after the other, ever more seldom', () => {
    const tried = new Map<ReturnType<typeof run>, Tried>();
    const times: [number, string][] = [];
    for (let now = 0; now < 20_000; now += 500)
      for (const address of dueTries(found.all(), tried, view(), now)) times.push([now, address]);
    expect(times).toEqual([
      [0, first],
      [1_500, second],
      [4_500, first],
      [7_500, second],
      [13_500, first],
      [19_500, second],
    ]);
  });

  test('nobody of another group, nobody who is reached, never ourselves', () => {
    expect(dueTries(found.all(), new Map(), view({ group: 'third' }), 0)).toEqual([]);
    expect(dueTries(found.all(), new Map(), view({ isReached: () => true }), 0)).toEqual([]);
    expect(dueTries(found.all(), new Map(), view({ own: run(1) }), 0)).toEqual([]);
    expect(dueTries(found.all(), new Map(), view({ canSendTo: (address) => address === second }), 0)).toEqual([second]);
  });

  test('who is gone is forgotten', () => {
    const tried = new Map([[run(5), { count: 3, at: 0 }]]);
    dueTries([], tried, view(), 0);
    expect(tried.size).toBe(0);
  });
});

describe('interfaces', () => {
  const four = (address: string, netmask = '255.255.255.0', internal = false) =>
    ({ address, netmask, internal, family: 'IPv4', mac: '', cidr: null }) as const;
  const six = (address: string) =>
    ({ address, netmask: '', internal: false, family: 'IPv6', mac: '', cidr: null, scopeid: 0 }) as const;

  test('loopback is none; of IPv6 the link-local address counts', () => {
    const system = {
      lo: [four('127.0.0.1', '255.0.0.0', true)],
      eth0: [four('10.1.2.3'), six('2001:db8::1'), six('fe80::1')],
    };
    expect(lanInterfaces(system)).toEqual([
      { name: 'eth0', family: 4, address: '10.1.2.3', broadcast: '10.1.2.255' },
      { name: 'eth0', family: 6, address: 'fe80::1' },
    ]);
  });

  test.each([
    ['10.1.2.3', '255.255.240.0', '10.1.15.255'],
    ['10.1.2.3', '255.255.255.254', undefined],
    ['10.1.2.3', '255.255.255.255', undefined],
  ])('%s/%s is broadcast to at %s', (address, netmask, broadcast) => {
    expect(lanInterfaces({ eth0: [four(address, netmask)] })[0]?.broadcast).toBe(broadcast);
  });

  test('their order changes nothing; there are only so many', () => {
    const [a, b] = [lanInterfaces({ a: [four('10.0.0.1')] }), lanInterfaces({ b: [four('10.0.1.1')] })];
    expect(keyOf([...a, ...b])).toBe(keyOf([...b, ...a]));
    const many = Object.fromEntries(
      Array.from({ length: MAX_INTERFACES + 1 }, (_, n) => [`i${n}`, [four(`10.0.${n}.1`)]]),
    );
    expect(lanInterfaces(many)).toHaveLength(MAX_INTERFACES);
  });
});
