/**
 * Whether an icon in the tray would be seen.
 *
 * Windows and macOS always show it. On Linux a desktop may have no place for it (GNOME without an extension), and neither
 * Electron nor the tray's protocol tells: the name org.kde.StatusNotifierWatcher on the session bus does. It is asked
 * with a program of GLib or of D-Bus, one of which desktops have; where neither is there, no tray is assumed, so that no
 * window is ever hidden out of reach.
 */
import { execFile } from 'node:child_process';

const QUESTION_MS = 2_000;
const WATCHER = 'org.kde.StatusNotifierWatcher';
const BUS = 'org.freedesktop.DBus';

const questions: readonly (readonly [program: string, args: readonly string[]])[] = [
  ['gdbus', ['call', '--session', '--dest', BUS, '--object-path', '/', '--method', `${BUS}.NameHasOwner`, WATCHER]],
  ['dbus-send', ['--session', '--print-reply', `--dest=${BUS}`, '/', `${BUS}.NameHasOwner`, `string:${WATCHER}`]],
];

export async function hasTrayHost(): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const answers = await Promise.all(questions.map(([program, args]) => output(program, args)));
  return answers.some((answer) => /\btrue\b/.test(answer));
}

/** "" where it can't be run, fails or takes too long. */
const output = (program: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile(program, args, { timeout: QUESTION_MS }, (error, text) => resolve(error === null ? text : ''));
  });
