import { expect, test } from 'vitest';
import { refused } from '../../../api/result.ts';
import { createFakeClient, fakeMessage } from '../../lib/fakeClient.ts';
import { json } from './conversationFile.ts';
import { writeConversation } from './exporting.ts';

const about = { conversation: 'Everyone', origin: 'A', at: 0 };
const messages = Array.from({ length: 1_203 }, (_, index) => fakeMessage(index + 1));

test('pages through all of it, and tells how far it is', async () => {
  const client = createFakeClient({ messages });
  const told: number[][] = [];
  const written = await writeConversation(
    (after, limit) => client.call('messages', { after, limit }),
    json,
    about,
    new AbortController().signal,
    (...progress) => told.push(progress),
  );
  if (!written.ok) throw new Error(written.problem.message);
  expect(told).toEqual([
    [500, 1_203],
    [1_000, 1_203],
    [1_203, 1_203],
  ]);
  const read = JSON.parse(await written.value.blob.text()) as { messages: { id: number }[] };
  expect(read.messages.map(({ id }) => id)).toEqual(messages.map(({ id }) => id));
});

test('stops when it is cancelled, and says what the peer refused', async () => {
  const client = createFakeClient({ messages });
  const abort = new AbortController();
  const read = (signal: AbortSignal) =>
    writeConversation(
      (after, limit) => client.call('messages', { after, limit }),
      json,
      about,
      signal,
      () => abort.abort(),
    );
  expect(await read(abort.signal)).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
  expect(client.calls).toHaveLength(2);
  client.answerNext('messages', refused('closed', 'It is closed.'));
  expect(await read(new AbortController().signal)).toEqual(refused('closed', 'It is closed.'));
});
