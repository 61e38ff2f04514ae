import { assert, constantFrom, integer, property, array } from 'fast-check';
import { expect, it, vi } from 'vitest';
import type { Event } from './contract.ts';
import { createEventHub, KEPT_EVENTS, type NumberedEvent, type Position } from './eventHub.ts';

const notice = (n: number): Event => ({ type: 'notice', notice: { level: 'info', code: 'n', message: `${n}` } });

function openHub(kept?: number) {
  let listener: ((event: Event) => void) | undefined;
  const unsubscribe = vi.fn<() => void>();
  const hub = createEventHub(
    {
      subscribe(given) {
        listener = given;
        return unsubscribe;
      },
    },
    'run-1',
    kept,
  );
  let told = 0;
  return { hub, emit: () => listener?.(notice(++told)), unsubscribe };
}

function attach({ hub }: ReturnType<typeof openHub>, from?: Position) {
  const seen: NumberedEvent[] = [];
  let position: Position = { run: '', seq: -1 };
  let missed = false;
  const detach = hub.attach(
    from,
    (at, lost) => {
      position = at;
      missed = lost;
    },
    (event) => seen.push(event),
  );
  return { seen, position, missed, detach };
}

it('a client that comes and goes sees every event once and in order, or is told that some were missed', () => {
  const kept = 8;
  assert(
    property(
      array(constantFrom('emit', 'break', 'emit', 'emit'), { maxLength: 200 }),
      integer({ min: 0, max: 20 }),
      (steps, gap) => {
        const opened = openHub(kept);
        let client = attach(opened);
        let at: Position = client.position;
        let expected = 0;
        for (const step of steps) {
          if (step === 'emit') opened.emit();
          else {
            at = { run: at.run, seq: client.seen.at(-1)?.seq ?? at.seq };
            client.detach();
            for (let i = 0; i < gap; i++) opened.emit();
            client = attach(opened, at);
            expect(client.missed).toBe(gap > kept);
            if (client.missed) expected = client.position.seq;
            expect(client.position.seq).toBe(expected);
            at = client.position;
          }
          for (const [i, { seq }] of client.seen.entries()) expect(seq).toBe(at.seq + i + 1);
          expected = at.seq + client.seen.length;
        }
      },
    ),
  );
});

it.each([
  [KEPT_EVENTS, false],
  [KEPT_EVENTS + 1, true],
])('after %d events a client from before them has missed some: %s', (events, missed) => {
  const opened = openHub();
  const { position } = attach(opened);
  for (let i = 0; i < events; i++) opened.emit();
  expect(attach(opened, position).missed).toBe(missed);
});

it('a position of another run, or of the future, is a miss', () => {
  const opened = openHub();
  opened.emit();
  expect(attach(opened, { run: 'run-0', seq: 1 })).toMatchObject({ missed: true, position: { run: 'run-1', seq: 1 } });
  expect(attach(opened, { run: 'run-1', seq: 2 }).missed).toBe(true);
  expect(attach(opened, { run: 'run-1', seq: 1 }).missed).toBe(false);
});

it('events that a listener causes while it catches up are not lost', () => {
  const opened = openHub();
  opened.emit();
  const seen: number[] = [];
  opened.hub.attach(
    { run: 'run-1', seq: 0 },
    () => undefined,
    ({ seq }) => {
      seen.push(seq);
      if (seq === 1) opened.emit();
    },
  );
  opened.emit();
  expect(seen).toEqual([1, 2, 3]);
});

it('ends its subscription when it is closed', () => {
  const { hub, unsubscribe } = openHub();
  hub.close();
  expect(unsubscribe).toHaveBeenCalledOnce();
});
