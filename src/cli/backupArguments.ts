/** `peerster backup FILE` and `peerster restore FILE`: what their arguments ask for. */
import { done, type Result } from '../gossiper/result.ts';
import { profileFolder, type Machine } from './dataFolder.ts';
import { parseGoFlags, wrongUse } from './goFlags.ts';

const flags = {
  as: 'text',
  data: 'text',
  'passphrase-file': 'text',
  replace: 'switch',
  h: 'switch',
  help: 'switch',
} as const;

export interface BackupCommand {
  readonly kind: 'backup' | 'restore';
  readonly file: string;
  readonly folder: string;
  /** Its first line is the passphrase. */
  readonly passphraseFile?: string;
  readonly replace: boolean;
}

/** `args` without the command's own name. Code `wrong-use`. */
export function backupCommand(
  kind: BackupCommand['kind'],
  args: readonly string[],
  machine: Machine,
): Result<BackupCommand | { readonly kind: 'help' }> {
  // Go's flags end where a word stands that is none; ours is the file, first.
  const [first = ''] = args;
  const file = first.startsWith('-') ? '' : first;
  const parsed = parseGoFlags(flags, file === '' ? args : args.slice(1));
  if (!parsed.ok) return parsed;
  const { as, data, replace = false, help, h } = parsed.value;
  if (help === true || h === true) return done({ kind: 'help' });
  if (file === '') return wrongUse(`Give the file after "${kind}", such as: peerster ${kind} me.peerster-backup`);
  if (data === '' || as === '') return wrongUse('Give --data a folder, or --as a name.');
  if (replace && kind === 'backup') return wrongUse('Give --replace to "restore" only.');
  const passphraseFile = parsed.value['passphrase-file'];
  return done({
    kind,
    file,
    folder: data ?? profileFolder(machine, as),
    replace,
    ...(passphraseFile === undefined ? {} : { passphraseFile }),
  });
}
