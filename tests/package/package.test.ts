/**
 * What people install holds what the app needs and nothing else. It is packed here by the real packager with the real
 * configuration around a stand-in for Electron's program, so that nothing is downloaded; the same and the whole size
 * are read from a packaged app, where there is one.
 */
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseLicences } from '../../src/renderer/features/settings/licences.ts';
import { readFuses, type Fuses } from './fuses.ts';
import { archiveFiles, archiveText, findPackagedApp, folderFiles } from './packagedApp.ts';

/** Of its 3.7 MB the names of emoji in five languages are 1.3 MB; a library that slips in whole would show. */
const ARCHIVE_LIMIT = 4_000_000;
/** Electron alone is about 250 MB. */
const FOLDER_LIMIT = 350_000_000;

/** The part of Electron's program that the packager changes, as Electron releases it. */
const FUSES_OF_ELECTRON = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u000810110001';
const FUSES_SET: Fuses = {
  runAsNode: false,
  onlyLoadAppFromAsar: true,
  asarIntegrity: true,
  cookieEncryption: true,
  nodeOptions: false,
  nodeCliInspect: false,
  fileProtocolPrivileges: false,
};

const ALLOWED = [
  /^package\.json$/,
  /^out\/main\/(assets\/)?[\w-]+\.js$/,
  /^out\/preload\/index\.cjs$/,
  /^out\/renderer\/(index\.html|icon\.svg|licences\.json|assets\/[\w.-]+\.(js|css|woff2|svg|png))$/,
  /^resources\/[\w@]+\.png$/,
];
const NEEDED = [
  'package.json',
  'out/main/index.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'resources/icon.png',
];

const strangers = (files: readonly string[]): string[] =>
  files.filter((file) => !ALLOWED.some((pattern) => pattern.test(file)));

describe('what the packager makes', () => {
  let work = '';
  let output = '';

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'peerster-package-'));
    output = join(work, 'output');
    await pack(join(work, 'electron'), output);
  });
  afterAll(() => rm(work, { recursive: true }));

  test('holds what the app needs, and nothing else', () => {
    const files = archiveFiles(join(output, 'linux-unpacked', 'resources', 'app.asar'));
    expect(files).toEqual(expect.arrayContaining(NEEDED));
    expect(strangers(files)).toEqual([]);
  });

  test('tells whose work it holds', () => {
    const text = archiveText(join(output, 'linux-unpacked', 'resources', 'app.asar'), 'out/renderer/licences.json');
    const licences = parseLicences(JSON.parse(text));
    // Of the page, and of the main process.
    expect(licences.map(({ name }) => name)).toEqual(expect.arrayContaining(['react', 'ws', 'zod']));
    expect(licences.filter(({ text: terms }) => terms.length < 500)).toEqual([]);
  });

  test('sets the fuses of the program', async () =>
    expect(await readFuses(join(output, 'linux-unpacked', 'peerster'))).toEqual(FUSES_SET));

  test('keeps only the languages that the interface is to speak', () => {
    const names = folderFiles(join(output, 'linux-unpacked')).map(({ path }) => path);
    expect(names.filter((name) => name.startsWith('locales/'))).toEqual(['locales/en-US.pak']);
  });

  test('is small, and nothing lies beside it', () => {
    const files = folderFiles(join(output, 'linux-unpacked')).filter(({ path }) => path.startsWith('resources/'));
    expect(files.map(({ path }) => path)).toEqual(['resources/app.asar']);
    expect(files[0]!.size).toBeLessThan(ARCHIVE_LIMIT);
  });
});

/** Linux, because packing for it changes no more than the fuses, on whatever system this runs. */
async function pack(electron: string, output: string): Promise<void> {
  await mkdir(join(electron, 'locales'), { recursive: true });
  for (const language of ['en-US', 'nl']) await writeFile(join(electron, 'locales', `${language}.pak`), '');
  await writeFile(join(electron, 'electron'), FUSES_OF_ELECTRON);
  await chmod(join(electron, 'electron'), 0o755);
  const packager = join(process.cwd(), 'node_modules', 'electron-builder', 'cli.js');
  const settings = [`-c.electronDist=${electron}`, `-c.directories.output=${output}`];
  // The packager links files instead of copying them where it takes itself to be tested.
  const { VITEST: _, ...env } = process.env;
  const command = [packager, '--linux', 'dir', '--x64', '--publish', 'never', ...settings];
  await promisify(execFile)(process.execPath, command, { env });
}

const packaged = findPackagedApp();
const none = packaged === undefined ? ' (not run: `npm run package` was not run here)' : '';

describe.skipIf(packaged === undefined)(`the packaged app${none}`, () => {
  const { folder, archive, executable } = packaged ?? { folder: '', archive: '', executable: '' };

  test('has its fuses set', async () => expect(await readFuses(executable)).toEqual(FUSES_SET));

  test('holds one archive of ours, no Node and no sources', () => {
    expect(strangers(archiveFiles(archive))).toEqual([]);
    const names = folderFiles(folder).map(({ path }) => path);
    expect(names.filter((name) => name.includes('app.asar.unpacked') || name.includes('node_modules'))).toEqual([]);
    expect(names.filter((name) => /(^|\/)node(\.exe)?$|\.(map|tsx?|node)$/.test(name))).toEqual([]);
  });

  test('is not larger than Electron makes it', () => {
    const size = folderFiles(folder).reduce((sum, file) => sum + file.size, 0);
    expect(size).toBeLessThan(FOLDER_LIMIT);
  });
});
