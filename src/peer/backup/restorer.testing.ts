/** A process for tests: restores a backup into a folder, again and again, until it is killed. `node … FILE FOLDER` */
import { restoreBackup } from './restore.ts';

const [file = '', folder = ''] = process.argv.slice(2);
for (let now = 0; ; now += 1_000) {
  const restored = await restoreBackup({ file, passphrase: '', folder, replace: true, now });
  process.stdout.write(restored.ok ? '.' : `${restored.problem.message}\n`);
}
