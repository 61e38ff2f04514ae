/** Where profiles are kept when the user doesn't say: the place that each system has for an app's data. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** One folder a profile; `name` absent: the profile of someone who has no need for several. */
export function profileFolder(machine: Machine, name = 'default'): string {
  return join(appFolder(machine), 'profiles', folderName(name));
}

/** Each gossiper of an environment has a folder in it. */
export const environmentFolder = (machine: Machine): string => join(appFolder(machine), 'environment');

function appFolder({ platform, home, environment }: Machine): string {
  switch (platform) {
    case 'win32':
      return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Peerster');
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Peerster');
    default:
      return join(environment['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'peerster');
  }
}

/** Bytes of a file's name, on every system. */
const MAX_FOLDER_NAME = 255;

/**
 * Any name as one name of a folder, on every system: other characters as `=` and their hex digits, the end of one that is
 * too long as its SHA-256.
 */
export function folderName(name: string): string {
  const whole = name.replace(/[^a-z0-9_-]/g, (letter) =>
    [...Buffer.from(letter, 'utf8')].map((byte) => `=${byte.toString(16).padStart(2, '0')}`).join(''),
  );
  if (whole.length <= MAX_FOLDER_NAME) return whole;
  return `${whole.slice(0, 180)}=-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
}
