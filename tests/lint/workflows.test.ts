/**
 * The workflows run on GitHub only. What can be known of them here: that they ask for commands and files that there
 * are, and pin what they use.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const folder = '.github/workflows';
const step = z.object({ uses: z.string().optional(), run: z.string().optional() });
const job = z.object({ 'runs-on': z.string(), 'timeout-minutes': z.number(), steps: z.array(step) });
const workflow = z.object({ permissions: z.record(z.string(), z.string()), jobs: z.record(z.string(), job) });
const manifest = z.object({ scripts: z.record(z.string(), z.string()) });

const { scripts } = manifest.parse(JSON.parse(readFileSync('package.json', 'utf8')));
const lanes = readFileSync('scripts/lib/lanes.js', 'utf8').matchAll(/\{ name: '([\w-]+)'/g);
const lane = new Set([...lanes].map(([, name]) => name));

describe.each(readdirSync(folder))('%s', (file) => {
  const { permissions, jobs } = workflow.parse(load(readFileSync(join(folder, file), 'utf8')));
  const steps = Object.values(jobs).flatMap((one) => one.steps);
  const commands = steps.flatMap(({ run }) => run?.split('\n') ?? []);

  test('asks for commands that there are', () => {
    const asked = commands.flatMap((command) => /\bnpm run ([\w:-]+)/.exec(command)?.[1] ?? []);
    expect(asked).not.toEqual([]);
    expect(asked.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  test('asks for lanes that there are', () => {
    const asked = commands.flatMap((command) => /\bnpm run test -- (.+)/.exec(command)?.[1]?.split(' ') ?? []);
    expect(asked.filter((name) => !lane.has(name))).toEqual([]);
  });

  test('pins every action by its commit', () => {
    const used = steps.flatMap(({ uses }) => uses ?? []);
    expect(used.filter((action) => !/^actions\/[\w-]+@[0-9a-f]{40}$/.test(action))).toEqual([]);
  });

  test('may not write unless a job says so', () => expect(permissions).toEqual({ contents: 'read' }));
});
