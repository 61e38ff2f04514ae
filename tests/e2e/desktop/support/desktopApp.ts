/** The built desktop app, started and used as a person would. */
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';

const START_MS = 30_000;

/** Where pictures go, for people to look at. */
const pictures = process.env['OUT'] ?? join(tmpdir(), 'peerster-pictures');

const electron = process.env['PEERSTER_ELECTRON'] ?? '';

/** Without Chromium's own sandbox of processes, which test machines and containers don't allow. */
const machineArgs = ['--no-sandbox', '--disable-gpu'];

export interface DesktopApp {
  readonly app: ElectronApplication;
  readonly window: Page;
  readonly picture: (name: string) => Promise<void>;
}

export const launchArgs = (dataFolder: string): string[] => [
  ...machineArgs,
  process.cwd(),
  `--user-data-dir=${dataFolder}`,
];

export async function startDesktopApp(dataFolder: string): Promise<DesktopApp> {
  const app = await _electron.launch({ executablePath: electron, args: launchArgs(dataFolder), timeout: START_MS });
  const window = await app.firstWindow();
  return {
    app,
    window,
    async picture(name) {
      await mkdir(pictures, { recursive: true });
      await window.screenshot({ path: join(pictures, `${name}.png`) });
    },
  };
}

export const electronProgram = electron;
