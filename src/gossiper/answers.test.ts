import { expect, test } from 'vitest';
import { author } from '../../tests/gossiper/authors.ts';
import { at, befriend, oursStatus, subject, to } from '../../tests/gossiper/subject.ts';
import { LOSS_SPAN_MS } from './answers.ts';

const me = () => {
  const one = subject();
  befriend(one, at(1), { run: 1, origin: author('B').identity.origin });
  return one;
};
const lossOf = (one: ReturnType<typeof me>) => one.gossiper.peer(at(1))!.loss;

test('what was answered counts, and what still waits does not', () => {
  const one = me();
  const before = lossOf(one);
  one.input({ kind: 'say', text: 'hello' });
  expect(lossOf(one)).toEqual(before);
  one.receive(at(1), oursStatus({ [one.identity.origin]: 2 }, { run: 1, origin: author('B').identity.origin }));
  expect(lossOf(one)).toEqual({ lost: before.lost, of: before.of + 1 });
});

test('each sending that had to be repeated, or was given up, is lost; after a while that is forgotten', () => {
  const one = me();
  const before = lossOf(one);
  one.input({ kind: 'say', text: 'hello' });
  let repeated = 0;
  for (let n = 0; n < 10; n++)
    repeated += to(one.fire('retry', 300), at(1)).filter(({ type }) => type === 'rumor').length;
  expect(repeated).toBeGreaterThan(0);
  expect(lossOf(one)).toEqual({ lost: repeated + 1, of: before.of + repeated + 1 });
  one.now += LOSS_SPAN_MS;
  one.fire('acks', 0);
  expect(lossOf(one)).toEqual({ lost: 0, of: 0 });
});
