/** The desktop app, started and used as a person would: as it was built, or as PEERSTER_PACKAGED names it packed. */
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { startBuilt } from './builtApp.ts';
import { packagedProgram, startPackaged } from './packagedProcess.ts';

/** Where pictures go, for people to look at. */
const pictures = process.env['OUT'] ?? join(tmpdir(), 'peerster-pictures');

/** A packed app keeps its main process to itself (its fuses): what asks there is for the built one only. */
export const isPackaged = packagedProgram !== undefined;

/** Without Chromium's own sandbox of processes, which test machines and containers don't allow. */
const machineArgs = ['--no-sandbox', '--disable-gpu'];

export interface DesktopApp {
  readonly window: Page;
  /** The main process. Throws where the app is packed: `test.skipIf(isPackaged)`. */
  readonly app: ElectronApplication;
  /** Asks it to end, as the system does; resolves to its exit code. */
  quit(): Promise<number | null>;
  /** Ends it if it still runs. */
  close(): Promise<void>;
  readonly picture: (name: string) => Promise<void>;
}

export const electronProgram = packagedProgram ?? process.env['PEERSTER_ELECTRON'] ?? '';

export const launchArgs = (dataFolder: string): string[] => [
  ...machineArgs,
  ...(isPackaged ? [] : [process.cwd()]),
  `--user-data-dir=${dataFolder}`,
];

/** `flags` of the app, and `env` beside what this process has. */
export async function startDesktopApp(
  dataFolder: string,
  flags: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<DesktopApp> {
  const start = isPackaged ? startPackaged : startBuilt;
  const args = [...launchArgs(dataFolder), ...flags];
  const { window, app, child, askToQuit, disconnect } = await start(electronProgram, args, env);
  const ended = async (): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode;
  };
  const quit = async (): Promise<number | null> => {
    // An app that quits may be gone before it answers.
    await askToQuit().catch(() => undefined);
    const code = await ended();
    await disconnect();
    return code;
  };
  return {
    window,
    get app() {
      if (app === undefined) throw new Error('the main process of a packed app can not be asked');
      return app;
    },
    quit,
    async close() {
      if (child.exitCode === null && child.signalCode === null) await quit();
    },
    async picture(name) {
      await mkdir(pictures, { recursive: true });
      await window.screenshot({ path: join(pictures, `${isPackaged ? 'packaged' : 'desktop'}-${name}.png`) });
    },
  };
}
