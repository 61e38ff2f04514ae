import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wireText } from '../../../tests/wire/arbitraryPackets.ts';
import { LOBBY } from '../../../tests/gossiper/authors.ts';
import { instance } from '../../../tests/gossiper/subject.ts';
import { encodePacket } from '../../wire/index.ts';
import { MAX_DATAGRAM_SENT, MAX_ID, MAX_ORIGIN_BYTES, MAX_ORIGINS, MAX_WANT } from '../limits.ts';
import { bytesOf, compareOrigins, parseOrigin, type Origin } from '../names.ts';
import type { Status, Want } from '../packet.ts';
import { inRange } from './clock.ts';
import { courseSlice, pieces, ROOM, slices, wantBytes } from './statuses.ts';

const longest = (n: number): Origin => parseOrigin(`${n}`.padStart(MAX_ORIGIN_BYTES, 'x'))!;
const HELLO = { version: 1, origin: longest(-1), instance: instance(1), capabilities: 0, clockSeq: 2 ** 53 - 1 };
const MOST = { hello: HELLO, credit: 64, ping: 2 ** 53 - 1, pong: 2 ** 53 - 1, link: 'eager' } as const;

const sorted = (origins: Iterable<Origin>): Origin[] => [...new Set(origins)].toSorted(compareOrigins);
const bytes = (fields: Omit<Status, 'type'>): number =>
  encodePacket({ group: LOBBY, message: { type: 'status', ...fields } }).length;

const origins = fc
  .array(wireText(MAX_ORIGIN_BYTES, 1), { maxLength: 80 })
  .map((texts) => sorted(texts.flatMap((text) => parseOrigin(text) ?? [])));
const clockOf = (all: readonly Origin[]): Map<Origin, number> => new Map(all.map((origin, i) => [origin, i + 2]));
const namesOf = (want: readonly Want[]): Origin[] => want.map(({ origin }) => origin);

describe('the slices of a clock', () => {
  test('tell of every origin exactly once, each inside its range, and the ranges cover everything', () => {
    fc.assert(
      fc.property(origins, fc.integer({ min: 300, max: 3_000 }), wireText(20, 1), (all, room, any) => {
        const parts = slices(all, clockOf(all), room);
        expect(parts.flatMap(({ want }) => namesOf(want))).toEqual(all);
        for (const { want, range } of parts)
          if (range !== undefined) expect(want.every(({ origin }) => inRange(origin, range))).toBe(true);
        const covering = parts.filter(({ range }) => range === undefined || inRange(any, range));
        expect(covering).toHaveLength(1);
        for (const { want } of parts)
          expect(want.length === 1 || want.reduce((sum, { origin }) => sum + wantBytes(origin), 0) <= room).toBe(true);
      }),
    );
  });

  test('is one, without a range, where all fits; of nothing too', () => {
    expect(slices([], new Map())).toEqual([{ want: [] }]);
    const few = sorted([longest(1), longest(2)]);
    expect(slices(few, clockOf(few))).toHaveLength(1);
    expect(slices(few, clockOf(few))[0]).not.toHaveProperty('range');
  });

  test.each([
    ['of the longest names', longest],
    ['of the shortest names', (n: number) => parseOrigin(n.toString(36))!],
  ])('as large as they get, %s, fit a datagram, and a reader', (_, name) => {
    const all = sorted(Array.from({ length: MAX_ORIGINS }, (_unused, n) => name(n)));
    const clock = new Map(all.map((origin) => [origin, MAX_ID]));
    const parts = slices(all, clock);
    expect(parts.reduce((sum, { want }) => sum + want.length, 0)).toBe(MAX_ORIGINS);
    for (const part of parts) {
      expect(bytes({ ...part, ...MOST })).toBeLessThanOrEqual(MAX_DATAGRAM_SENT);
      expect(part.want.length).toBeLessThanOrEqual(MAX_WANT);
    }
  });
});

test('the bytes of an entry are never more than we reckon with', () => {
  fc.assert(
    fc.property(wireText(MAX_ORIGIN_BYTES, 1), fc.integer({ min: 1, max: MAX_ID }), (text, nextId) => {
      const origin = parseOrigin(text)!;
      const one = bytes({ want: [{ origin, nextId }] }) - bytes({ want: [] });
      expect(one).toBeLessThanOrEqual(wantBytes(origin) + 2); // the status grows a byte or two of length
      expect(bytesOf(origin).length).toBeLessThan(one);
    }),
  );
});

describe('a status for a course peer', () => {
  test('lists all that the other listed and we hold before anything else: a law', () => {
    fc.assert(
      fc.property(origins, origins, fc.integer({ min: 300, max: 6_000 }), (held, other, room) => {
        const [clock, listed] = [clockOf(held), clockOf(other)];
        const { want, fits } = courseSlice(held, clock, listed, room);
        const names = namesOf(want);
        expect(new Set(names).size).toBe(names.length);
        for (const { origin, nextId } of want) expect(clock.get(origin)).toBe(nextId);
        expect(want.reduce((sum, { origin }) => sum + wantBytes(origin), 0)).toBeLessThanOrEqual(room);
        const both = held.filter((origin) => listed.has(origin));
        const isThere = new Set(names);
        expect(fits).toBe(both.every((origin) => isThere.has(origin)));
        // What it didn't list goes in last: nothing of that while something of its own is missing.
        if (!fits && names.some((origin) => !listed.has(origin)))
          expect(Math.min(...both.filter((origin) => !isThere.has(origin)).map(wantBytes))).toBeGreaterThan(0);
      }),
    );
  });

  test('of 4,096 origins, all listed by the other, fits a datagram and says that it doesn’t fit', () => {
    const all = sorted(Array.from({ length: MAX_ORIGINS }, (_unused, n) => longest(n)));
    const { want, fits } = courseSlice(all, clockOf(all), clockOf(all));
    expect(fits).toBe(false);
    expect(bytes({ want })).toBeLessThanOrEqual(MAX_DATAGRAM_SENT);
    expect(want.length).toBe(Math.floor(ROOM / wantBytes(longest(0))));
  });

  test('leaves out what it lists and we lack: absent is next ID 1', () => {
    const [a, b] = [parseOrigin('A')!, parseOrigin('B')!];
    const { want } = courseSlice(
      [a],
      new Map([[a, 3]]),
      new Map([
        [b, 9],
        [a, 1],
      ]),
    );
    expect(want).toEqual([{ origin: a, nextId: 3 }]);
  });
});

test('pieces hold every origin once, as many as fit', () => {
  fc.assert(
    fc.property(origins, fc.integer({ min: 20, max: 2_000 }), (all, room) => {
      const parts = pieces(all, clockOf(all), room);
      expect(parts.flatMap(namesOf)).toEqual(all);
      for (const want of parts) {
        const used = want.reduce((sum, { origin }) => sum + wantBytes(origin), 0);
        expect(want.length === 1 || used <= room).toBe(true);
      }
    }),
  );
  expect(pieces([], new Map(), 100)).toEqual([]);
});
