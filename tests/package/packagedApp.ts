/** What a packaged app holds, read from its files without Electron and without the packager. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
  readonly size?: number;
}

/** The files of an asar archive: the header is JSON, its length the fourth number of the file. */
export function archiveFiles(archive: string): string[] {
  const bytes = readFileSync(archive);
  const header = JSON.parse(bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString('utf8')) as Entry;
  return [...filesOf(header, '')].toSorted();
}

function* filesOf({ files = {} }: Entry, path: string): Generator<string> {
  for (const [name, entry] of Object.entries(files))
    if (entry.files === undefined) yield path + name;
    else yield* filesOf(entry, `${path}${name}/`);
}

/** Everything that an installed app consists of, with its size. */
export function folderFiles(folder: string): { readonly path: string; readonly size: number }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: path.slice(folder.length + 1).replaceAll('\\', '/'), size: statSync(path).size }));
}

/** Electron's fuses in their order, as the program holds them behind this mark: a version, a count, a sign for each. */
export const FUSE_MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = [
  'runAsNode',
  'cookieEncryption',
  'nodeOptions',
  'nodeCliInspect',
  'asarIntegrity',
  'onlyLoadAppFromAsar',
  'browserV8Snapshot',
  'fileProtocolPrivileges',
] as const;

export type Fuses = Partial<Record<(typeof FUSES)[number], boolean>>;

export function readFuses(program: string): Fuses {
  const bytes = readFileSync(program);
  const mark = bytes.indexOf(FUSE_MARK);
  if (mark < 0) throw new Error(`${program} has no fuses`);
  const wire = bytes.subarray(mark + FUSE_MARK.length);
  const signs = wire.subarray(2, 2 + (wire[1] ?? 0)).toString('latin1');
  return Object.fromEntries(FUSES.map((fuse, index) => [fuse, signs[index] === '1']));
}

export interface PackagedApp {
  readonly folder: string;
  readonly archive: string;
  /** The file that holds the fuses. */
  readonly program: string;
}

/** What `npm run package` left in `dist/`, or the folder that PEERSTER_PACKAGED names. */
export function findPackagedApp(): PackagedApp | undefined {
  const output = join(process.cwd(), 'dist');
  const found = existsSync(output) ? readdirSync(output).filter((name) => /-unpacked$|^mac/.test(name)) : [];
  const folders = [process.env['PEERSTER_PACKAGED'] ?? [], found.map((name) => join(output, name))].flat();
  return folders.flatMap(layouts).find(({ archive, program }) => existsSync(archive) && existsSync(program));
}

function layouts(folder: string): PackagedApp[] {
  const contents = join(folder, 'Peerster.app', 'Contents');
  return [
    ...['peerster', 'Peerster.exe'].map((name) => ({
      folder,
      archive: join(folder, 'resources', 'app.asar'),
      program: join(folder, name),
    })),
    {
      folder,
      archive: join(contents, 'Resources', 'app.asar'),
      program: join(contents, 'Frameworks', 'Electron Framework.framework', 'Versions', 'A', 'Electron Framework'),
    },
  ];
}
