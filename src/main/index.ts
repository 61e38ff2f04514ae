/**
 * The desktop app. Composition only.
 *
 * 1. Electron emits `ready` only after this module was evaluated: the scheme and the single instance come before any
 *    `await`, and nothing is awaited at the top.
 * 2. The app ends after the peer did: what was said is on disk.
 */
import { join } from 'node:path';
import { app, BrowserWindow, dialog } from 'electron';
import type { Result } from '../gossiper/result.ts';
import { openPageFiles } from '../uiport/pageFiles.ts';
import { registerAppScheme, serveAppScheme } from './appScheme.ts';
import { serveClients } from './clientPorts.ts';
import { guardPages } from './guard.ts';
import { openMainWindow, showWindow } from './mainWindow.ts';
import { setPlatformMenu } from './menu.ts';
import { runPeer, type RunningPeer } from './runPeer.ts';

/** A peer that takes longer to stop than this is left to the operating system; its log survives that. */
const MAX_STOP_MS = 5_000;

registerAppScheme();
if (app.requestSingleInstanceLock()) {
  app.whenReady().then(start).catch(fail);
} else {
  app.quit();
}

async function start(): Promise<void> {
  const pageFolder = join(import.meta.dirname, '../renderer');
  const peer = runPeer({
    profileFolder: join(app.getPath('userData'), 'profile'),
    pageFolder,
    onProblem: (problem) => tell(problem.message),
    onBug: tellBug,
  });
  stopPeerBeforeQuit(peer);
  serveAppScheme(await openPageFiles(pageFolder));
  guardPages();
  setPlatformMenu();
  const opened = peer.then(orRefuse);
  serveClients(opened.then(({ service, hub }) => ({ service, hub, onBug: tellBug })));
  keepOneWindow();
  await opened;
}

function keepOneWindow(): void {
  openMainWindow();
  const show = (): void => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) openMainWindow();
    else showWindow(window);
  };
  app.on('second-instance', show);
  app.on('activate', show);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}

function stopPeerBeforeQuit(peer: Promise<Result<RunningPeer>>): void {
  let isStopped = false;
  app.on('will-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    const stopped = peer.then((opened) => (opened.ok ? opened.value.close() : undefined));
    const limit = new Promise((resolve) => setTimeout(resolve, MAX_STOP_MS));
    void Promise.race([stopped.catch(tellBug), limit]).then(() => {
      isStopped = true;
      // Not within this event: until it is over, Electron takes itself to be quitting and ignores the request.
      setImmediate(() => app.quit());
    });
  });
}

/** What a person must be told to go on: a sentence, without the place in our code. */
class Refusal extends Error {}

function orRefuse(result: Result<RunningPeer>): RunningPeer {
  if (!result.ok) throw new Refusal(result.problem.message);
  return result.value;
}

/** Says why the app can't run, and ends it. */
function fail(error: unknown): void {
  if (!(error instanceof Refusal)) tellBug(error);
  dialog.showErrorBox(app.getName(), error instanceof Error ? error.message : String(error));
  app.exit(1);
}

function tellBug(error: unknown): void {
  tell(`Please report this: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}

/** For whoever started the app in a terminal. */
function tell(line: string): void {
  process.stderr.write(`${line.toWellFormed()}\n`);
}
