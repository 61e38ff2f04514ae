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
