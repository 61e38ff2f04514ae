/** What a packaged app holds, read from its files without Electron and without the packager. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
  readonly size?: number;
  /** From the end of the header. */
  readonly offset?: string;
}

/** The files of an asar archive. */
export const archiveFiles = (archive: string): string[] => [...filesOf(headerOf(readFileSync(archive)), '')].toSorted();

export function archiveText(archive: string, path: string): string {
  const bytes = readFileSync(archive);
  const entry = path.split('/').reduce<Entry | undefined>((folder, name) => folder?.files?.[name], headerOf(bytes));
  if (entry?.size === undefined) throw new Error(`${archive} holds no ${path}`);
  // The second number of the file is the length of the header with all its own lengths and padding.
  const from = 8 + bytes.readUInt32LE(4) + Number(entry.offset);
  return bytes.subarray(from, from + entry.size).toString('utf8');
}

/** JSON, its length the fourth number of the file. */
const headerOf = (bytes: Buffer): Entry =>
  JSON.parse(bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString('utf8')) as Entry;

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

export interface PackagedApp {
  readonly folder: string;
  readonly archive: string;
  /** What a person starts. */
  readonly executable: string;
}

/** What `npm run package` left in `dist/`, or the folder that PEERSTER_PACKAGED names. */
export function findPackagedApp(): PackagedApp | undefined {
  const output = join(process.cwd(), 'dist');
  const found = existsSync(output) ? readdirSync(output).filter((name) => /-unpacked$|^mac/.test(name)) : [];
  const folders = [process.env['PEERSTER_PACKAGED'] ?? [], found.map((name) => join(output, name))].flat();
  return folders.flatMap(layouts).find(({ archive, executable }) => existsSync(archive) && existsSync(executable));
}

function layouts(folder: string): PackagedApp[] {
  const contents = join(folder, 'Peerster.app', 'Contents');
  return [
    ...['peerster', 'Peerster.exe'].map((name) => ({
      folder,
      archive: join(folder, 'resources', 'app.asar'),
      executable: join(folder, name),
    })),
    {
      folder,
      archive: join(contents, 'Resources', 'app.asar'),
      executable: join(contents, 'MacOS', 'Peerster'),
    },
  ];
}
