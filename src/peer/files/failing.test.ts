/** A disk that takes nothing, and a folder that is gone: the download says so in one sentence, and goes on when that is over. */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Gossiper } from '../../gossiper/index.ts';
import type { Origin } from '../../gossiper/names.ts';
import type { Who } from '../privateViews.ts';
import type { Peer } from '../service.ts';
import { createFiles } from './files.ts';
import { createMapTable } from './fileTable.ts';
import { loopback, started, temporaryFolder, until } from '../testing.ts';
import type { FileView } from '../views.ts';

const SIZE = 300_000;

function fileOf(peer: Peer, hash: string): FileView | undefined {
  const files = peer.files({});
  return files.ok ? files.value.find((file) => file.hash === hash) : undefined;
}

/** A download that waits for its holder until `meet`. */
async function waiting() {
  const stack = new AsyncDisposableStack();
  const [a, b] = [stack.use(temporaryFolder()), stack.use(temporaryFolder())];
  const bytes = randomBytes(SIZE);
  writeFileSync(join(a.path, 'a.bin'), bytes);
  const profile = (folder: string) => ({ kind: 'profile', folder, name: 'Ana', ephemeral: false }) as const;
  const holder = stack.use(await started(loopback(profile(a.path), { announce: true })));
  const fetcher = stack.use(await started(loopback(profile(b.path), { announce: true })));
  const shared = await holder.sharePath(join(a.path, 'a.bin'), true);
  const hash = shared.ok ? (shared.value.hash ?? '') : '';
  const folder = join(b.path, 'downloads');
  return {
    stack,
    fetcher,
    hash,
    folder,
    part: (): string => join(folder, readdirSync(folder).find((name) => name.endsWith('.part')) ?? ''),
    begin: () => fetcher.download({ hash, name: 'a.bin', size: SIZE, from: holder.selfView().origin }),
    meet: () => fetcher.addPeer({ address: holder.gossipAddress }),
    failsWith: async (code: string): Promise<void> => {
      await until(() => fileOf(fetcher, hash)?.state.kind === 'failed');
      const state = fileOf(fetcher, hash)?.state;
      expect(state).toMatchObject({ code });
      expect(state?.kind === 'failed' && state.message).toMatch(/^The[^.]*[.] [^.]*[.]$/);
      const notices = fetcher.notices({});
      expect(notices.ok && notices.value.filter((notice) => notice.code === code)).toHaveLength(1);
      expect(existsSync(join(folder, 'a.bin'))).toBe(false);
    },
    goesOn: async (): Promise<void> => {
      expect(fetcher.resumeDownload({ id: hash })).toMatchObject({ ok: true });
      await until(() => fileOf(fetcher, hash)?.state.kind === 'here');
      expect(readFileSync(join(folder, 'a.bin')).equals(bytes)).toBe(true);
      expect(readdirSync(folder)).toEqual(['a.bin']);
    },
  };
}

it('a folder that is gone', async () => {
  const { stack, begin, meet, folder, failsWith, goesOn } = await waiting();
  await using _ = stack;
  expect(begin()).toMatchObject({ ok: true });
  rmSync(folder, { recursive: true });
  meet();
  await failsWith('folder-gone');
  await goesOn();
});

it.runIf(existsSync('/dev/full'))('a full disk', async () => {
  const { stack, begin, meet, part, failsWith, goesOn } = await waiting();
  await using _ = stack;
  expect(begin()).toMatchObject({ ok: true });
  const path = part();
  rmSync(path);
  symlinkSync('/dev/full', path);
  meet();
  await failsWith('no-room-for-file');
  rmSync(path);
  await goesOn();
});

it('a folder that is a file: said at once', async () => {
  const { stack, fetcher, begin, meet, folder, hash, goesOn } = await waiting();
  await using _ = stack;
  writeFileSync(folder, 'in the way');
  expect(begin()).toMatchObject({ ok: true, value: { state: { kind: 'failed' } } });
  expect(readFileSync(folder, 'utf8')).toBe('in the way');
  rmSync(folder);
  meet();
  await goesOn();
  expect(fileOf(fetcher, hash)?.state.kind).toBe('here');
});

it('a part that is gone: all of it is fetched anew', async () => {
  const { stack, fetcher, hash, begin, meet, part, goesOn } = await waiting();
  await using _ = stack;
  expect(begin()).toMatchObject({ ok: true });
  meet();
  await until(() => {
    const state = fileOf(fetcher, hash)?.state;
    return state?.kind === 'downloading' && state.have > 0;
  });
  expect(fetcher.pauseDownload({ id: hash })).toMatchObject({ ok: true });
  rmSync(part());
  await goesOn();
});

it('a table that can’t be written: told once, what is fetched stops, and the peer goes on', async () => {
  using folder = temporaryFolder();
  const full = Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });
  const notices: string[] = [];
  const inputs: string[] = [];
  const files = createFiles({
    table: {
      ...createMapTable(),
      commit() {
        throw full;
      },
    },
    folders: { shared: join(folder.path, 'shared'), downloads: join(folder.path, 'downloads') },
    quota: 0,
    isEphemeral: false,
    isSimple: false,
    input: ({ kind }) => void inputs.push(kind),
    gossiper: () => ({ download: () => undefined, downloads: () => [] }) as unknown as Gossiper,
    own: () => '#00000000' as Origin,
    who: (origin) => ({ origin, name: null, person: null }) as unknown as ReturnType<Who>,
    offers: () => ({ origins: [], isPrivate: false }),
    emit: () => undefined,
    emitSoon: () => undefined,
    notify: ({ code }) => void notices.push(code),
  });
  const path = join(folder.path, 'a.bin');
  writeFileSync(path, randomBytes(10_000));
  expect(await files.calls.sharePath(path, true)).toMatchObject({ problem: { code: expect.any(String) as string } });
  files.commit();
  files.commit();
  expect(notices).toEqual(['no-room-for-file']);
  expect(inputs).not.toContain('share');
  expect(files.calls.files({})).toEqual({ ok: true, value: [] });
});
