import { describe, expect, it } from 'vitest';
import type { AddedFile } from '../../../api/contract.ts';
import { done, refused, type Result } from '../../../api/result.ts';
import { createWritings, draftOf, giveBack, offered, writingIn } from '../../app/writing.ts';
import { fakeFile } from '../../lib/fakeFiles.ts';
import { MAX_ATTACHMENTS, openTray, type Tray } from './tray.ts';

const BEA = 'Bea~abcdefghijklmnop';
const answered = () => new Promise((resolve) => setImmediate(resolve));
const file = (name: string): File => new File(['x'], name);

/** A peer that has its files by their names, and answers when it is told to. */
function open(...offeredBefore: string[]) {
  const shared = new Set(offeredBefore);
  const unshared: string[] = [];
  const writings = createWritings();
  let held: (() => void)[] | undefined;
  const tray = (conversation: string): Tray =>
    openTray({
      writings,
      conversation,
      async share({ name }): Promise<Result<AddedFile>> {
        await new Promise<void>((resolve) => void (held === undefined ? resolve() : held.push(resolve)));
        if (name === 'broken') return refused('file-not-readable', 'It can’t be read.');
        const added = !shared.has(name);
        shared.add(name);
        return done({ ...fakeFile({ id: name, name, own: true, listed: false }), added });
      },
      unshare(id) {
        shared.delete(id);
        unshared.push(id);
      },
      explain: ({ message }) => message,
    });
  const list = (conversation: string) => writingIn(writings.getState(), conversation).attachments;
  return {
    writings,
    unshared,
    tray,
    list,
    keyOf: (conversation: string): number => list(conversation)[0]?.key ?? 0,
    hold: () => (held = []),
    release: () => {
      for (const resolve of held?.splice(0) ?? []) resolve();
    },
  };
}

describe('a file that is taken off again', () => {
  it('is not shared any more', async () => {
    const { tray, unshared, list, keyOf } = open();
    tray('').add([file('a.txt')]);
    await answered();
    expect(list('')).toMatchObject([{ name: 'a.txt', state: { kind: 'ready' } }]);
    tray('').remove(keyOf(''));
    expect([list(''), unshared]).toEqual([[], ['a.txt']]);
  });

  it('stays shared where it was before', async () => {
    const { tray, unshared, keyOf } = open('a.txt');
    tray('').add([file('a.txt')]);
    await answered();
    tray('').remove(keyOf(''));
    expect(unshared).toEqual([]);
  });

  it('stays shared as long as it waits in another tray', async () => {
    const { tray, unshared, keyOf } = open();
    tray('').add([file('a.txt')]);
    await answered();
    tray(BEA).add([file('a.txt')]);
    await answered();
    tray('').remove(keyOf(''));
    expect(unshared).toEqual([]);
    tray(BEA).remove(keyOf(BEA));
    expect(unshared).toEqual(['a.txt']);
  });

  it('stays shared where a message offers it since', async () => {
    const { tray, unshared, keyOf, writings } = open();
    tray('').add([file('a.txt')]);
    await answered();
    tray(BEA).add([file('a.txt')]);
    await answered();
    expect(tray(BEA).take()).toHaveLength(1);
    offered(writings, 'a.txt');
    tray('').remove(keyOf(''));
    expect(unshared).toEqual([]);
  });

  it('stays shared while another tray sends it, and goes with the last one where that fails', async () => {
    const { tray, unshared, keyOf, writings, list } = open();
    tray('').add([file('a.txt')]);
    await answered();
    tray(BEA).add([file('a.txt')]);
    await answered();
    const [one] = tray(BEA).take() ?? [];
    tray('').remove(keyOf(''));
    expect(unshared).toEqual([]);
    const problem = { code: 'connection-lost', message: 'The connection to the peer was lost.' };
    giveBack(writings, BEA, draftOf('first', BEA), { text: '', problem, files: [one?.key ?? 0] });
    expect(list(BEA)).toMatchObject([{ name: 'a.txt', state: { kind: 'ready' } }]);
    tray(BEA).remove(keyOf(BEA));
    expect(unshared).toEqual(['a.txt']);
  });

  it('while it is read is not shared once it was, unless it was before', async () => {
    const { tray, unshared, list, keyOf, hold, release } = open('b.txt');
    hold();
    tray('').add([file('a.txt'), file('b.txt')]);
    expect(tray('').take()).toBeUndefined();
    tray('').remove(keyOf(''));
    tray('').remove(keyOf(''));
    release();
    await answered();
    expect([list(''), unshared]).toEqual([[], ['a.txt']]);
  });
});

it('one that could not be read says why and is not sent', async () => {
  const { tray, list } = open();
  tray('').add([file('broken'), file('a.txt')]);
  await answered();
  expect(list('')).toMatchObject([{ state: { kind: 'failed', message: 'It can’t be read.' } }, { name: 'a.txt' }]);
  expect(tray('').take()).toMatchObject([{ name: 'a.txt' }]);
  expect(list('')).toEqual([]);
});

it('as many as fit are taken, each in its conversation', () => {
  const { tray, list } = open();
  tray('').add(Array.from({ length: MAX_ATTACHMENTS + 1 }, (_, index) => file(`${index}.txt`)));
  tray('').refuse('folder', 'No folders.');
  tray(BEA).add([file('a.txt')]);
  expect([list('').length, list(BEA).length]).toEqual([MAX_ATTACHMENTS, 1]);
});
