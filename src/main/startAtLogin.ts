/** Starting at login. The system remembers it, so it is asked each time and nothing is kept by the app. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import { autostartEntry, HIDDEN_FLAG, isSwitchedOn } from './autostartEntry.ts';

/** Whether this start was the system's, and nobody waits for a window. */
export const startsHidden = (args: readonly string[]): boolean =>
  args.includes(HIDDEN_FLAG) || (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin);

export function startsAtLogin(): boolean {
  if (process.platform !== 'linux') return app.getLoginItemSettings({ args: loginArgs() }).openAtLogin;
  try {
    return isSwitchedOn(readFileSync(entryFile(), 'utf8'));
  } catch {
    return false; // no such file
  }
}

/** False: the system did not let us. */
export function setStartAtLogin(on: boolean): boolean {
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: on, args: loginArgs() });
    return startsAtLogin() === on;
  }
  try {
    if (on) {
      mkdirSync(dirname(entryFile()), { recursive: true });
      writeFileSync(entryFile(), autostartEntry(app.getName(), [program(), ...loginArgs()]));
    } else {
      rmSync(entryFile(), { force: true });
    }
    return true;
  } catch {
    return false;
  }
}

const entryFile = (): string =>
  join(process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'autostart', 'peerster.desktop');

/** An AppImage runs from a folder that is gone when it ends; the image itself stays. */
const program = (): string => process.env['APPIMAGE'] || process.execPath;

/** Not packaged, the program is Electron, which has to be told which app. */
const loginArgs = (): string[] => (app.isPackaged ? [HIDDEN_FLAG] : [app.getAppPath(), HIDDEN_FLAG]);
