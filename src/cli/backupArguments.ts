/** `peerster backup FILE` and `peerster restore FILE`: what their arguments ask for. */
import { done, type Result } from '../gossiper/result.ts';
import { checkName } from '../peer/index.ts';
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

/** The folder of the profile that is asked for; the default one's without both. Code `wrong-use`. */
export function profileGiven(
  { data, as }: { data?: string | undefined; as?: string | undefined },
  machine: Machine,
): Result<string> {
  if (data === '' || as === '') return wrongUse('Give --data a folder, or --as a name.');
  const name = as === undefined ? undefined : checkName(as);
  if (name?.ok === false) return wrongUse(`--as: ${name.problem.message}`);
  return done(data ?? profileFolder(machine, as));
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
  const folder = profileGiven({ data, as }, machine);
  if (!folder.ok) return folder;
  if (replace && kind === 'backup') return wrongUse('Give --replace to "restore" only.');
  const passphraseFile = parsed.value['passphrase-file'];
  return done({
    kind,
    file,
    folder: folder.value,
    replace,
    ...(passphraseFile === undefined ? {} : { passphraseFile }),
  });
}
