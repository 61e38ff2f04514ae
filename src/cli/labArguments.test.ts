import { expect, test } from 'vitest';
import { labCommand } from './labArguments.ts';

test('without flags it runs the whole table', () => {
  expect(labCommand(['spread'])).toEqual({
    ok: true,
    value: {
      kind: 'spread',
      policies: ['eager', 'coinFlip'],
      topologies: ['complete', 'random-4', 'line'],
      nodes: [10, 50, 200],
      losses: [0, 0.1, 0.3],
      seeds: 20,
      json: false,
      kinds: false,
    },
  });
});

test('each flag narrows it', () => {
  const command = labCommand(
    'spread --policy eager --topology=line,ring --nodes=5 --loss 0.5 --seeds=2 --json'.split(' '),
  );
  expect(command).toMatchObject({
    value: { policies: ['eager'], topologies: ['line', 'ring'], nodes: [5], losses: [0.005], seeds: 2, json: true },
  });
  expect(labCommand(['--help'])).toMatchObject({ value: { kind: 'help' } });
  expect(labCommand(['spread', '--version'])).toMatchObject({ value: { kind: 'version' } });
});

test.each([
  [''],
  ['fly'],
  ['spread fast'],
  ['spread --policy=both'],
  ['spread --topology=moebius'],
  ['spread --nodes=1'],
  ['spread --nodes=1001'],
  ['spread --nodes=ten'],
  ['spread --loss=91'],
  ['spread --loss=-1'],
  ['spread --seeds=0'],
  ['spread --speed=9'],
  ['spread --json=yes'],
])('"%s" is wrong use, said in one sentence', (line) => {
  const command = labCommand(line === '' ? [] : line.split(' '));
  expect(command).toMatchObject({ ok: false, problem: { code: 'wrong-use' } });
  expect(!command.ok && command.problem.message).toMatch(/^peerster-lab: [^\n]+\.$/);
});

const stateOf = (text: string) => labCommand(`state ${text}`.split(' ').filter((word) => word !== ''));

test("state runs the second seed's five nodes unless told otherwise", () => {
  expect(stateOf('')).toMatchObject({
    value: { nodes: 5, topology: 'seed', state: 'maximum', step: 'push', neighbour: 'uniform', interval: [0, 999] },
  });
  expect(stateOf('--nodes=100 --state=union --step=push-pull --interval=5-50 --loss=20 --seed=-3')).toMatchObject({
    value: { topology: 'random-4', state: 'union', step: 'push-pull', interval: [5, 50], loss: 0.2, seed: -3 },
  });
});

test.each([
  ['--nodes=1', '--nodes=1 is not usable'],
  ['--nodes=100001', '--nodes=100001 is not usable'],
  ['--nodes=6 --topology=seed', 'the seed has five nodes'],
  ['--state=minimum', 'it is one of maximum, average, union'],
  ['--interval=9-3', '--interval=9-3 is not usable'],
  ['--interval=0-0', '--interval=0-0 is not usable'],
  ['--loss=91', '--loss=91 is not usable'],
  ['--seed=x', '--seed=x is not usable'],
  ['--policy=eager', '--policy is not for state'],
  ['twice', '"twice" is one word too many'],
])('state %s is refused in a sentence', (flags, sentence) => {
  const command = stateOf(flags);
  expect(command.ok || command.problem.message).toContain(sentence);
});
