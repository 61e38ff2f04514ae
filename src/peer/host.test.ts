/** The order in which effects are performed, with a gossiper that does what the test says. */
import { describe, expect, it } from 'vitest';
import type { Gossiper } from '../gossiper/index.ts';
import type { Effect, Input } from '../gossiper/input.ts';
import { parseAddress, parseOrigin } from '../gossiper/names.ts';
import type { LogEntry } from '../gossiper/ports.ts';
import type { Problem } from '../gossiper/result.ts';
import { readClock, type ReadClock } from './clock.ts';
import { MAX_UNSENT, SENDS_A_TURN, startHost, type HostEvents } from './host.ts';
import { createMemoryStore } from './log/memoryStore.ts';
import type { Store } from './log/store.ts';
import { until } from './testing.ts';

const address = parseAddress('127.0.0.1:5000') ?? fail();
const origin = parseOrigin('A') ?? fail();
const send: Effect = { kind: 'send', to: address, packet: { message: { type: 'status', want: [] } } };
const arm = (timer: string, afterMs: number): Effect => ({ kind: 'arm', timer, afterMs });

function fail(): never {
  throw new Error('the sample is wrong');
}

const entryOf = (id: number, how: LogEntry['how'] = 'said'): LogEntry => ({
  rumor: { origin, id, text: `${id}`, extensions: new Uint8Array() },
  trust: 'unverified',
  how,
  arrivedAt: id,
  shownAt: id,
});

interface World {
  /** What happened, in order. */
  readonly happened: string[];
  readonly inputs: Input[];
  commit: () => Problem | undefined;
  answer: (input: Input) => Effect[];
  clock: ReadClock;
}

function start(): World & ReturnType<typeof startHost> {
  const happened: string[] = [];
  const inputs: Input[] = [];
  const world: World = { happened, inputs, commit: () => undefined, answer: () => [], clock: readClock };
  const memory = createMemoryStore({ birthOf: () => undefined });
  const store: Store = {
    ...memory,
    append(entry) {
      happened.push(`append ${entry.rumor.id}`);
      return memory.append(entry);
    },
    commitOwn() {
      const problem = world.commit();
      happened.push(problem === undefined ? 'commit' : 'no commit');
      return problem;
    },
  };
  const gossiper: Pick<Gossiper, 'input'> = {
    input(input) {
      inputs.push(input);
      if (input.kind === 'timer') happened.push(`timer ${input.timer}`);
      return world.answer(input);
    },
  };
  const events: HostEvents = {
    delivered: ({ key }) => happened.push(`delivered ${key}`),
    upgraded: () => happened.push('upgraded'),
    contradicted: () => happened.push('contradicted'),
    named: () => happened.push('named'),
    reached: () => happened.push('reached'),
    first: () => happened.push('first'),
    mail: (key, isNew) => happened.push(`${isNew ? 'mail' : 'mail changed'} ${key}`),
    routeChanged: () => happened.push('route'),
    files: {
      chunk: () => happened.push('chunk'),
      fetched: () => happened.push('fetched'),
      downloadChanged: () => happened.push('download'),
      found: () => happened.push('found'),
      searchOver: () => happened.push('search over'),
      commit: () => undefined,
    },
    peerChanged: () => happened.push('peer'),
    incarnation: () => happened.push('incarnation'),
    trace: () => happened.push('trace'),
    settled: () => happened.push('settled'),
    failed: () => happened.push('failed'),
    probe: () => happened.push('probe'),
    trial: () => happened.push('trial'),
    slept: () => happened.push('slept'),
  };
  const host = startHost({
    gossiper: gossiper as Gossiper, // the host calls nothing else
    store,
    clock: () => world.clock(),
    transmit: () => happened.push('sent'),
    events,
  });
  return Object.assign(world, host);
}

const say: Input = { kind: 'say', text: 'x' };
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a host', () => {
  it('sends and tells after one commit for all that a turn said', async () => {
    const world = start();
    let id = 0;
    world.answer = () => {
      const entry = entryOf(++id);
      return [{ kind: 'append', entry }, { kind: 'delivered', entry }, send];
    };
    world.input(say);
    world.input(say);
    expect(world.happened).toEqual(['append 1', 'append 2']);
    await turn();
    expect(world.happened.slice(2)).toEqual(['commit', 'sent', 'sent', 'delivered 1', 'delivered 2', 'settled']);
    world.stop();
  });

  it('sends and tells nothing of a turn whose commit failed', async () => {
    const world = start();
    world.commit = () => ({ code: 'disk-full', message: 'Full.' });
    world.answer = () => [{ kind: 'append', entry: entryOf(1) }, { kind: 'delivered', entry: entryOf(1) }, send];
    world.input(say);
    await turn();
    expect(world.happened).toEqual(['append 1', 'no commit', 'failed']);
    world.stop();
    expect(world.happened).not.toContain('sent');
  });

  it.each([
    [SENDS_A_TURN, [SENDS_A_TURN]],
    [SENDS_A_TURN + 1, [SENDS_A_TURN, SENDS_A_TURN + 1]],
    [SENDS_A_TURN + MAX_UNSENT, [SENDS_A_TURN, 2 * SENDS_A_TURN]],
    [SENDS_A_TURN + MAX_UNSENT + 1, [SENDS_A_TURN + 1, 2 * SENDS_A_TURN + 1]],
  ])('sends %i packets over several turns: so many after each', async (count, after) => {
    const world = start();
    world.answer = () => Array.from({ length: count }, () => send);
    world.input(say);
    for (const sent of after) {
      await turn();
      expect(world.happened.filter((what) => what === 'sent')).toHaveLength(sent);
    }
    world.stop();
    expect(world.happened.filter((what) => what === 'sent')).toHaveLength(count);
  });

  it('fires a timer of 0 ms at the end of the turn, and others later', async () => {
    const world = start();
    world.answer = (input) => {
      if (input.kind === 'say') return [arm('now', 0), arm('never', 0), { kind: 'disarm', timer: 'never' }];
      return input.kind === 'timer' && input.timer === 'now' ? [send, arm('later', 1)] : [];
    };
    world.input(say);
    expect(world.happened).toEqual([]);
    await turn();
    expect(world.happened).toEqual(['timer now', 'commit', 'sent', 'settled']);
    await until(() => world.happened.includes('timer later'));
    world.stop();
  });

  it('lets what has arrived be handled before such a timer', async () => {
    const world = start();
    const received: Input = {
      kind: 'received',
      from: address,
      packet: { message: { type: 'status', want: [] } },
      bytes: 2,
    };
    world.answer = (input) => (input.kind === 'received' ? [arm('settle', 0)] : []);
    for (let n = 0; n < 40; n++) world.input(received); // as many as a turn reads: there may be more
    await turn();
    expect(world.happened).not.toContain('timer settle');
    world.input(received);
    await turn();
    expect(world.happened.filter((what) => what === 'timer settle')).toHaveLength(1);
    world.stop();
  });

  it('tells of a sleep before anything else', () => {
    const world = start();
    const { monotonic, wall } = readClock();
    world.clock = () => ({ monotonic: monotonic + 60_000, wall: wall + 60_000 });
    world.input(say);
    expect(world.inputs.map(({ kind }) => kind)).toEqual(['woke', 'say']);
    world.stop();
    world.input(say);
    expect(world.inputs).toHaveLength(2);
  });

  it('stops its timers, and sends what waits', async () => {
    const world = start();
    world.answer = () => [send, arm('later', 1), arm('now', 0)];
    world.input(say);
    world.stop();
    expect(world.happened).toEqual(['commit', 'sent']);
    await turn();
    await new Promise((resolve) => setTimeout(resolve, 3)); // longer than the timer that must not fire
    expect(world.happened).toHaveLength(2);
  });
});
