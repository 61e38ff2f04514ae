import { expect, test } from 'vitest';
import type { Cursor } from '../../../api/contract.ts';
import { done, refused } from '../../../api/result.ts';
import { fakeMessage } from '../../lib/fakeClient.ts';
import { MAX_FOUND, startSearch, type Found } from './searching.ts';

const place = (key: number): Cursor => ({ shownAt: key, key });

test('reads a page at a time, and goes on by itself over empty ones', async () => {
  const pages = [
    { messages: [], next: place(90), indexed: 0.5 },
    { messages: [fakeMessage(80)], next: place(80), indexed: 0.5 },
    { messages: [fakeMessage(3)], next: null, indexed: 1 },
  ];
  const asked: (Cursor | undefined)[] = [];
  let found: Found | undefined;
  const searching = startSearch(
    async (before) => {
      asked.push(before);
      return done(pages[asked.length - 1]!);
    },
    50,
    (now) => (found = now),
  );
  await expect.poll(() => found).toMatchObject({ state: 'waiting', isMore: true, indexed: 0.5 });
  expect(asked).toEqual([undefined, place(90)]);
  searching.more();
  searching.more();
  await expect.poll(() => found).toMatchObject({ state: 'done', isMore: false });
  expect([found?.messages.map(({ key }) => key), asked.length]).toEqual([[80, 3], 3]);
});

test('shows no more than can be looked through, and says that there are more', async () => {
  let found: Found | undefined;
  let key = 10_000;
  const searching = startSearch(
    async (_before, limit) =>
      done({ messages: Array.from({ length: limit }, () => fakeMessage(key--)), next: place(key), indexed: 1 }),
    300,
    (now) => (found = now),
  );
  for (let page = 0; page < 4; page++) {
    await expect.poll(() => found?.state).not.toBe('searching');
    searching.more();
  }
  expect([found?.messages.length, found?.isMore, found?.state]).toEqual([MAX_FOUND, true, 'done']);
});

test('says why it failed; after the next search began, nothing is said', async () => {
  const told: Found[] = [];
  startSearch(
    async () => refused('closed', 'It is closed.'),
    9,
    (now) => told.push(now),
  );
  await expect.poll(() => told.at(-1)).toMatchObject({ state: 'failed', problem: 'It is closed.' });
  const late: Found[] = [];
  startSearch(
    async () => done({ messages: [], next: null, indexed: 1 }),
    9,
    (now) => late.push(now),
  ).stop();
  await new Promise((resolve) => setImmediate(resolve));
  expect(late.map(({ state }) => state)).toEqual(['searching']);
});
