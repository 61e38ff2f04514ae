/** Files between peers on loopback, on disk. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PeerOptions } from '../options.ts';
import type { Peer } from '../service.ts';
import { loopback, started, temporaryFolder, until } from '../testing.ts';
import type { FileView, MessageView } from '../views.ts';

const profile = (folder: string, name: string, more: Partial<PeerOptions> = {}): PeerOptions =>
  loopback({ kind: 'profile', folder, name, ephemeral: false }, { announce: true, ...more });
const originOf = (peer: Peer): string => peer.selfView().origin;
const hasWay = (peer: Peer, to: Peer): boolean => {
  const routes = peer.routes({});
  return routes.ok && routes.value.some(({ origin, open }) => origin === originOf(to) && open);
};
const valueOf = <T>(result: { ok: true; value: T } | { ok: false; problem: { message: string } }): T => {
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
};
const fileOf = (peer: Peer, hash: string): FileView | undefined =>
  valueOf(peer.files({})).find((file) => file.hash === hash);
const isHere = (peer: Peer, hash: string): boolean => fileOf(peer, hash)?.state.kind === 'here';
const pathOf = (peer: Peer, hash: string): string => {
  const state = fileOf(peer, hash)?.state;
  return state?.kind === 'here' ? (state.path ?? '') : '';
};

/** Two peers that know the way to each other, with a file that one of them shares. */
async function pair(bytes: Uint8Array, name = 'holiday.jpg') {
  const stack = new AsyncDisposableStack();
  const [aFolder, bFolder] = [stack.use(temporaryFolder()), stack.use(temporaryFolder())];
  const a = stack.use(await started(profile(aFolder.path, 'Ana')));
  const b = stack.use(await started(profile(bFolder.path, 'Bo', { peers: [a.gossipAddress] })));
  await until(() => hasWay(a, b) && hasWay(b, a), undefined, 'a way between both');
  const path = join(aFolder.path, name);
  writeFileSync(path, bytes);
  const shared = valueOf(await a.sharePath(path, true));
  return { stack, a, b, aFolder, bFolder, path, shared, hash: shared.hash ?? '' };
}

describe('a file', () => {
  it.each([0, 1, 8_192, 100_000, 3_000_000])('of %i bytes is shared, fetched and offered on', async (size) => {
    const bytes = randomBytes(size);
    const { stack, a, b, hash, bFolder } = await pair(bytes);
    await using _ = stack;
    expect(fileOf(a, hash)).toMatchObject({ own: true, size, kind: 'image', state: { kind: 'here' } });
    valueOf(b.download({ hash, name: 'holiday.jpg', from: originOf(a), size }));
    await until(() => isHere(b, hash));
    expect(pathOf(b, hash)).toBe(join(bFolder.path, 'downloads', 'holiday.jpg'));
    expect(readFileSync(pathOf(b, hash)).equals(bytes)).toBe(true);
    expect(readdirSync(join(bFolder.path, 'downloads'))).toEqual(['holiday.jpg']);
    expect(fileOf(b, hash)).toMatchObject({ own: false, size, state: { kind: 'here' } });
  });

  it('is offered in a message to all, and in private; who reads it fetches it without a word more', async () => {
    const bytes = randomBytes(20_000);
    const { stack, a, b, hash } = await pair(bytes, 'Fotos ü "1".jpg');
    await using _ = stack;
    const messages: MessageView[] = [];
    b.subscribe((event) => void (event.type === 'message' && messages.push(event.message)));
    const said = valueOf(await a.say({ text: 'Look', file: hash }));
    expect(said.file).toEqual({ hash, name: 'Fotos ü "1".jpg', size: 20_000, kind: 'image', caption: 'Look' });
    valueOf(await a.say({ text: '', file: hash, to: originOf(b) }));
    await until(() => messages.length === 2);
    expect(messages.map(({ file }) => file?.caption)).toEqual(expect.arrayContaining(['Look', '']));
    valueOf(b.download({ hash, name: 'Fotos ü "1".jpg', size: 20_000 }));
    await until(() => isHere(b, hash));
    expect(pathOf(b, hash)).toMatch(/Fotos ü _1_\.jpg$/);
  });

  it('that is there already is never overwritten', async () => {
    const { stack, a, b, hash, bFolder } = await pair(randomBytes(10));
    await using _ = stack;
    const folder = join(bFolder.path, 'downloads');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'holiday.jpg'), 'mine');
    writeFileSync(join(folder, 'holiday (1).jpg'), 'mine, too');
    valueOf(b.download({ hash, name: 'holiday.jpg', from: originOf(a) }));
    await until(() => isHere(b, hash));
    expect(pathOf(b, hash)).toBe(join(folder, 'holiday (2).jpg'));
    expect(readFileSync(join(folder, 'holiday.jpg'), 'utf8')).toBe('mine');
  });

  it('that was changed since gives nothing any more, and says so', async () => {
    const { stack, a, b, hash, path } = await pair(randomBytes(50_000));
    await using _ = stack;
    writeFileSync(path, randomBytes(50_000));
    valueOf(b.download({ hash, name: 'holiday.jpg', from: originOf(a) }));
    await until(() => fileOf(a, hash)?.state.kind === 'failed');
    expect(fileOf(a, hash)?.state).toMatchObject({ code: 'file-changed' });
    await until(() => fileOf(b, hash)?.state.kind === 'waiting');
  });

  it('that was fetched and then worked on is the user’s: it is neither written to nor removed', async () => {
    const bytes = randomBytes(50_000);
    const { stack, a, b, hash } = await pair(bytes);
    await using _ = stack;
    const fetch = async (): Promise<string> => {
      valueOf(b.download({ hash, name: 'holiday.jpg', from: originOf(a) }));
      await until(() => isHere(b, hash));
      return pathOf(b, hash);
    };
    const mine = await fetch();
    writeFileSync(mine, 'my own work');
    const again = await fetch();
    expect(again).toMatch(/holiday \(1\)\.jpg$/);
    expect(readFileSync(again).equals(bytes)).toBe(true);
    writeFileSync(again, 'more of it');
    expect(b.download({ hash, name: 'holiday.jpg' })).toMatchObject({ ok: true });
    valueOf(b.cancelDownload({ id: hash }));
    expect([readFileSync(mine, 'utf8'), readFileSync(again, 'utf8')]).toEqual(['my own work', 'more of it']);
  });

  it('goes to the folder that is chosen meanwhile; one that was begun stays where it is, unless it failed', async () => {
    const bytes = randomBytes(50_000);
    const { stack, a, b, hash, bFolder } = await pair(bytes);
    await using _ = stack;
    const blocked = join(bFolder.path, 'downloads');
    writeFileSync(blocked, 'no folder');
    expect(b.download({ hash, name: 'holiday.jpg', from: originOf(a) })).toMatchObject({
      value: { state: { kind: 'failed' } },
    });
    const chosen = join(bFolder.path, 'chosen');
    b.setDownloads(chosen);
    valueOf(b.resumeDownload({ id: hash }));
    await until(() => isHere(b, hash));
    expect(pathOf(b, hash)).toBe(join(chosen, 'holiday.jpg'));
    expect(readFileSync(blocked, 'utf8')).toBe('no folder');
  });

  it('is paused, cancelled, and goes on after a restart', async () => {
    const bytes = randomBytes(2_000_000);
    const { stack, a, b, hash, bFolder } = await pair(bytes);
    await using _ = stack;
    const port = b.selfView().port;
    valueOf(b.download({ hash, name: 'holiday.jpg', from: originOf(a), size: bytes.length }));
    valueOf(b.pauseDownload({ id: hash }));
    expect(fileOf(b, hash)?.state.kind).toBe('paused');
    await b.close();
    const gossip = { host: '127.0.0.1', port };
    await using again = await started(profile(bFolder.path, 'Bo', { gossip, peers: [a.gossipAddress] }));
    expect(fileOf(again, hash)?.state.kind).toBe('paused');
    await until(() => hasWay(again, a));
    valueOf(again.resumeDownload({ id: hash }));
    await until(() => isHere(again, hash));
    expect(readFileSync(pathOf(again, hash)).equals(bytes)).toBe(true);
  });

  it('is found by searching, and fetched from who was found', async () => {
    const { stack, b, hash } = await pair(randomBytes(30_000), 'Summer holiday.jpg');
    await using _ = stack;
    valueOf(b.findFiles({ keywords: ['HOLI*jpg'] }));
    await until(() => valueOf(b.foundFiles({})).files.length === 1);
    expect(valueOf(b.foundFiles({})).files).toMatchObject([
      {
        hash,
        name: 'Summer holiday.jpg',
        size: 30_000,
        whole: true,
        kind: 'image',
        holders: [{ name: 'Ana', chunks: 4 }],
      },
    ]);
    valueOf(b.download({ hash, name: 'Summer holiday.jpg' }));
    await until(() => isHere(b, hash));
  });
});

it('what is shared twice, or has chunks in common with what is not shared any more, is still given', async () => {
  const bytes = randomBytes(100_000);
  const { stack, a, b, hash, aFolder } = await pair(bytes);
  await using _ = stack;
  const longer = join(aFolder.path, 'longer.jpg');
  writeFileSync(longer, Buffer.concat([bytes, randomBytes(50_000)]));
  const second = valueOf(await a.sharePath(longer, true));
  valueOf(await a.sharePath(join(aFolder.path, 'holiday.jpg'), true));
  valueOf(a.unshareFile({ id: second.id }));
  valueOf(b.download({ hash, name: 'holiday.jpg', from: originOf(a) }));
  await until(() => isHere(b, hash));
  expect(readFileSync(pathOf(b, hash)).equals(bytes)).toBe(true);
});

it('what is shared again says so, and goes on being found by whom it was', async () => {
  const { stack, a, path, shared, hash, aFolder } = await pair(randomBytes(1_000));
  await using _ = stack;
  expect(shared).toMatchObject({ added: true, listed: true });
  expect(valueOf(await a.sharePath(path, false))).toMatchObject({ hash, added: false, listed: true });
  const other = join(aFolder.path, 'other.jpg');
  writeFileSync(other, 'something else');
  expect(valueOf(await a.sharePath(other, false))).toMatchObject({ added: true, listed: false });
  expect(valueOf(await a.sharePath(other, true))).toMatchObject({ added: false, listed: true });
});

it('one that was moved is offered as it was once it is shared from where it is', async () => {
  const bytes = randomBytes(1_000);
  const { stack, a, path, hash, aFolder } = await pair(bytes);
  await using _ = stack;
  const moved = join(aFolder.path, 'moved.jpg');
  writeFileSync(moved, bytes);
  rmSync(path);
  expect(valueOf(await a.sharePath(moved, false))).toMatchObject({ hash, added: false, listed: true });
});

it('two peers that fetch the same into one folder each get it whole', async () => {
  const bytes = randomBytes(2_000_000);
  const { stack, a, b, hash, bFolder } = await pair(bytes);
  await using _ = stack;
  const downloads = join(bFolder.path, 'downloads');
  const folder = stack.use(temporaryFolder());
  const c = stack.use(await started(profile(folder.path, 'Cy', { peers: [a.gossipAddress], files: { downloads } })));
  await until(() => hasWay(c, a) && hasWay(a, c));
  const wanted = { hash, name: 'holiday.jpg', from: originOf(a) };
  valueOf(b.download(wanted));
  valueOf(b.pauseDownload({ id: hash }));
  valueOf(c.download(wanted));
  await until(() => isHere(c, hash));
  writeFileSync(pathOf(c, hash), 'worked on');
  valueOf(b.resumeDownload({ id: hash }));
  await until(() => isHere(b, hash));
  expect(readFileSync(pathOf(b, hash)).equals(bytes)).toBe(true);
  expect(readFileSync(pathOf(c, hash), 'utf8')).toBe('worked on');
});

it('a file that was changed or moved: said where it is offered or opened', async () => {
  const { stack, a, hash, path } = await pair(randomBytes(1_000));
  await using _ = stack;
  writeFileSync(path, 'changed since');
  expect(await a.say({ text: '', file: hash })).toMatchObject({ problem: { code: 'file-changed' } });
  await until(() => fileOf(a, hash)?.state.kind === 'failed');
  const again = valueOf(await a.sharePath(path, true)).hash ?? '';
  rmSync(path);
  expect(a.fileContent(again)).toBeUndefined();
  await until(() => fileOf(a, again)?.state.kind === 'failed');
});

it('only what lies in the folder of shared files is shared by its name', async () => {
  using folder = temporaryFolder();
  await using peer = await started(profile(folder.path, 'Ana'));
  const shared = join(folder.path, 'shared');
  mkdirSync(shared);
  writeFileSync(join(shared, 'a.txt'), 'a');
  writeFileSync(join(folder.path, 'secret.txt'), 'secret');
  symlinkSync(join(folder.path, 'secret.txt'), join(shared, 'link.txt'));
  for (const name of ['../secret.txt', 'link.txt', '', '.', '..', '/etc/passwd', 'nothing.txt'])
    expect([name, await peer.shareFile({ name })]).toMatchObject([name, { problem: { code: 'no-such-file' } }]);
  expect(await peer.shareFile({ name: 'a.txt' })).toMatchObject({ value: { name: 'a.txt', size: 1 } });
  expect(await peer.sharePath(folder.path, true)).toMatchObject({ problem: { code: 'is-a-folder' } });
  expect(peer.download({ hash: 'zz', name: 'x' })).toMatchObject({ problem: { code: 'bad-hash' } });
  expect(peer.pauseDownload({ id: 'zz' })).toMatchObject({ problem: { code: 'unknown-file' } });
});

it('what is shared is still offered after a restart', async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'a.txt');
  writeFileSync(path, 'hello');
  let hash = '';
  {
    await using peer = await started(profile(folder.path, 'Ana'));
    hash = valueOf(await peer.sharePath(path, true)).hash ?? '';
  }
  {
    await using peer = await started(profile(folder.path, 'Ana'));
    expect(isHere(peer, hash)).toBe(true);
  }
  writeFileSync(path, 'changed');
  await using peer = await started(profile(folder.path, 'Ana'));
  expect(fileOf(peer, hash)?.state).toMatchObject({ kind: 'failed', code: 'file-changed' });
});

it('bytes are kept in the folder of shared files, whole or not at all', async () => {
  using folder = temporaryFolder();
  await using peer = await started(profile(folder.path, 'Ana'));
  async function* pieces(breaks: boolean) {
    yield Buffer.from('hel');
    if (breaks) throw new Error('the client went away');
    yield Buffer.from('lo');
  }
  expect(await peer.shareBytes('../../a.txt', pieces(true), true)).toMatchObject({ ok: false });
  expect(readdirSync(join(folder.path, 'shared'))).toEqual([]);
  const file = valueOf(await peer.shareBytes('../../a.txt', pieces(false), true));
  expect(file).toMatchObject({ size: 5, own: true });
  expect(readdirSync(join(folder.path, 'shared'))).toEqual([file.name]);
  const content = peer.fileContent(file.hash ?? '');
  const read: Uint8Array[] = [];
  for await (const piece of content?.stream(1, 4) ?? []) read.push(piece);
  expect(Buffer.concat(read).toString()).toBe('ell');
});

it('bytes are refused in a sentence where that folder can’t be one', async () => {
  using folder = temporaryFolder();
  await using peer = await started(profile(folder.path, 'Ana'));
  writeFileSync(join(folder.path, 'shared'), 'a file');
  async function* hello() {
    yield Buffer.from('hello');
  }
  expect(await peer.shareBytes('a.txt', hello(), true)).toMatchObject({ problem: { code: 'file-not-written' } });
});

it('bytes of somebody who is gone before they are shared leave nothing, unless they were shared before', async () => {
  using folder = temporaryFolder();
  await using peer = await started(profile(folder.path, 'Ana'));
  async function* hello() {
    yield Buffer.from('hello');
  }
  const gone = AbortSignal.abort();
  valueOf(await peer.shareBytes('a.txt', hello(), false, gone));
  expect([valueOf(peer.files({})), readdirSync(join(folder.path, 'shared'))]).toEqual([[], []]);
  const { id } = valueOf(await peer.shareBytes('a.txt', hello(), false));
  expect(valueOf(await peer.shareBytes('again.txt', hello(), false, gone))).toMatchObject({ id, added: false });
  expect([fileOf(peer, id)?.name, readdirSync(join(folder.path, 'shared'))]).toEqual(['a.txt', ['a.txt']]);
});
