import type { ChildProcess } from 'node:child_process';
import type { ElectronApplication, Page } from 'playwright-core';

/** How long a window may take to open before something is wrong. */
export const START_MS = 60_000;

/** An app that runs, with the one way to reach it that its kind has. */
export interface StartedApp {
  readonly window: Page;
  readonly app: ElectronApplication | undefined;
  readonly child: ChildProcess;
  readonly askToQuit: () => Promise<void>;
  readonly disconnect: () => Promise<void>;
}
