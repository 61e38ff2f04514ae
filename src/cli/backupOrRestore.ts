/** `peerster backup` and `peerster restore`: on a profile's folder, whether or not a peer runs in it. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { done, refused, unreachable, type Result } from '../gossiper/result.ts';
import { restoreBackup, writeBackup } from '../peer/index.ts';
import type { BackupCommand } from './backupArguments.ts';
import type { Outputs } from './runPeer.ts';

/** Gives the exit code. */
export async function backupOrRestore(command: BackupCommand, outputs: Outputs): Promise<number> {
  const passphrase = await passphraseOf(command.passphraseFile);
  const said = passphrase.ok ? await perform(command, passphrase.value, outputs) : passphrase;
  if (!said.ok) {
    outputs.err.line(said.problem.message.toWellFormed());
    return 2;
  }
  for (const line of said.value) outputs.out.line(line.toWellFormed());
  return 0;
}

/** Gives the lines to print. */
async function perform(
  { kind, file, folder, replace }: BackupCommand,
  passphrase: string,
  { err }: Outputs,
): Promise<Result<readonly string[]>> {
  switch (kind) {
    case 'backup': {
      if (existsSync(file)) return refused('file-exists', `There is a file ${file} already. Give another name.`);
      const bytes = await writeBackup({ folder, file, passphrase });
      if (!bytes.ok) return bytes;
      if (passphrase === '') {
        err.line('This backup is not protected: whoever has the file can speak in your name. See --passphrase-file.');
      }
      return done([
        `Wrote ${file}, ${bytes.value} bytes, readable by you only. It holds your private key: keep it safe.`,
      ]);
    }
    case 'restore': {
      const restored = await restoreBackup({ file, folder, passphrase, replace, now: Date.now() });
      if (!restored.ok) return restored;
      const { setAside } = restored.value;
      return done([
        ...(setAside === undefined ? [] : [`The profile that was there is now in ${setAside}.`]),
        `Restored into ${folder}. You are the same person under a new tag, so nothing that you said is said twice.`,
      ]);
    }
    default:
      return unreachable(kind);
  }
}

async function passphraseOf(file: string | undefined): Promise<Result<string>> {
  if (file === undefined) return done('');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return refused('passphrase-file', `The passphrase file ${file} can't be read.`);
  const [line = ''] = text.split(/\r?\n/, 1);
  return line === ''
    ? refused('passphrase-file', `The first line of ${file} is empty. Write the passphrase there.`)
    : done(line);
}
