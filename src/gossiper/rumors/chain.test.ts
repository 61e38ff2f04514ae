import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { author, bare, LOBBY, spoilt, stripped } from '../../../tests/gossiper/authors.ts';
import { rumorCodec } from '../../wire/index.ts';
import { parseGroupMark } from '../names.ts';
import type { Rumor } from '../packet.ts';
import { checkAlone, checkRun, linkOf, makeRumor, type Claimed, type Tip } from './chain.ts';

const alex = author('Alex');
const { chain } = alex;
const birth = alex.identity.birth!;
const run = Array.from({ length: 6 }, (_, i) => alex.says(`text ${i + 1}`));
const nothing: Tip = { birth: undefined, link: undefined };
const after = (id: number): Tip => ({ birth, link: linkOf(run[id - 1]!, chain) });

const claimed = (rumors: readonly Rumor[]): Claimed[] =>
  rumors.map((rumor) => ({ rumor, claims: rumorCodec.claims(rumor)! }));

/** How many of them were taken, and what that cost. */
function check(rumors: readonly Rumor[], tip: Tip): { taken: number | 'noKey'; cost: number } {
  let cost = 0;
  const verdict = checkRun(claimed(rumors), tip, chain, () => (cost += 1));
  return { taken: verdict.kind === 'noKey' ? 'noKey' : verdict.count, cost };
}

describe('a run', () => {
  test('is vouched for by its last signature alone', () => {
    expect(check(run, nothing)).toEqual({ taken: 6, cost: 1 });
    expect(check(run.slice(2), after(2))).toEqual({ taken: 4, cost: 1 });
  });

  test('says what the next prev must be', () => {
    const verdict = checkRun(claimed(run.slice(0, 3)), nothing, chain, () => undefined);
    expect(verdict).toMatchObject({ kind: 'verified', count: 3 });
    const prev = rumorCodec.claims(run[3]!)!.prev!;
    expect(verdict.kind === 'verified' && Buffer.from(prev).equals(verdict.link!)).toBe(true);
  });

  test('loses a forged tail, whose every wrong signature costs one verification', () => {
    expect(check([...run.slice(0, 4), spoilt(run[4]!), spoilt(run[5]!)], nothing)).toEqual({ taken: 4, cost: 3 });
  });

  test('with a spoilt signature in its middle is whole: the chain vouches for its content', () => {
    expect(check([run[0]!, spoilt(run[1]!), run[2]!, run[3]!], nothing)).toEqual({ taken: 4, cost: 1 });
  });

  test('ends where a text was changed', () => {
    const changed = { ...run[2]!, text: 'something else' };
    expect(check([run[0]!, run[1]!, changed, run[3]!], nothing)).toEqual({ taken: 2, cost: 2 });
  });

  test('ends before a wrong prev, whatever was signed', () => {
    const fork = alex.forks(run[2]!, 'fork');
    const onFork = makeRumor(alex.identity, 4, 'on the fork', linkOf(fork, chain), 0, chain);
    expect(check([run[2]!, onFork], after(2))).toEqual({ taken: 1, cost: 1 });
    expect(check([onFork], after(3))).toEqual({ taken: 0, cost: 0 });
  });

  test('of an origin with someone else’s tag is forged at no cost', () => {
    const eve = author('Eve');
    const hers = { ...eve.says('I am Alex'), origin: alex.identity.origin };
    expect(check([hers], nothing)).toEqual({ taken: 0, cost: 0 });
  });

  test('under the name of someone whose key is known is forged', () => {
    const asAlex = { ...alex.identity, birth };
    const forged = makeRumor(asAlex, 3, 'from Eve', linkOf(run[1]!, chain), 0, author('Eve').chain);
    expect(check([forged], after(2))).toEqual({ taken: 0, cost: 1 });
  });

  test('can’t be judged while the key is missing', () => {
    expect(check(run.slice(1), nothing)).toEqual({ taken: 'noKey', cost: 0 });
  });

  test('follows a copy without extensions: there is no link to check, the signature does', () => {
    expect(check(run.slice(3), { birth, link: undefined })).toEqual({ taken: 3, cost: 1 });
  });

  test('of another group doesn’t verify', () => {
    const elsewhere = author('Alex', parseGroupMark('ffffffffffffffff'));
    expect(elsewhere.chain.group).not.toBe(LOBBY);
    expect(check([elsewhere.says('hello')], nothing).taken).toBe(0);
  });

  test('is taken up to its last right signature before the first changed text: a law', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), fc.nat(6), (spoil, changeAt) => {
        const sent = run.map((rumor, i) => {
          const whole = spoil[i] === true ? spoilt(rumor) : rumor;
          return i === changeAt ? { ...whole, text: 'changed' } : whole;
        });
        const vouched = run.map((_, i) => i).filter((i) => i < changeAt && spoil[i] === false);
        expect(check(sent, nothing).taken).toBe((vouched.at(-1) ?? -1) + 1);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a rumor alone', () => {
  const alone = (rumor: Rumor, known = true): boolean =>
    checkAlone(claimed([rumor])[0]!, known ? birth : undefined, chain);

  test('verifies with the key of its origin, or with its own at ID 1', () => {
    expect(alone(run[3]!)).toBe(true);
    expect(alone(run[0]!, false)).toBe(true);
    expect(alone(run[3]!, false)).toBe(false);
    expect(alone(spoilt(run[3]!))).toBe(false);
    expect(alone({ ...run[0]!, origin: author('Alex').identity.origin }, false)).toBe(false);
  });
});

test('a bare name signs nothing', () => {
  const rumor = makeRumor({ origin: bare('A', 1, '').origin, name: 'A' }, 1, 'hello', undefined, 0, chain);
  expect(rumor.extensions).toHaveLength(0);
});

test('what a relay of the course strips is the extensions only', () => {
  expect(stripped(run[0]!)).toEqual(bare(run[0]!.origin, 1, 'text 1'));
});
