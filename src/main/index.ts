/**
 * The desktop app. Composition only.
 *
 * 1. Electron emits `ready` only after this module was evaluated: the scheme and the single instance come before any
 *    `await`, and nothing is awaited at the top.
 * 2. The app ends after the peer did: what was said is on disk.
 */
import { join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import type { Result } from '../gossiper/result.ts';
import { openPageFiles } from '../uiport/pageFiles.ts';
import { openAround, type Around } from './around.ts';
import { registerAppScheme, serveAppScheme } from './appScheme.ts';
import { serveClients } from './clientPorts.ts';
import { answerDesktop } from './desktop.ts';
import { askWhereToSave } from './downloads.ts';
import { guardPages } from './guard.ts';
import { claimLinks, hearLinks } from './links.ts';
import { openMainWindow, showWindow } from './mainWindow.ts';
import { runPeer, type RunningPeer } from './runPeer.ts';
import { startsHidden } from './startAtLogin.ts';

/** A peer that takes longer to stop than this is left to the operating system; its log survives that. */
const MAX_STOP_MS = 5_000;

registerAppScheme();
const links = hearLinks(process.argv);
if (app.requestSingleInstanceLock()) {
  app.whenReady().then(start).catch(fail);
} else {
  app.quit();
}

async function start(): Promise<void> {
  const startedHidden = startsHidden(process.argv);
  const around = openAround(startedHidden);
  const pageFolder = join(import.meta.dirname, '../renderer');
  const profileFolder = join(app.getPath('userData'), 'profile');
  const peer = runPeer({
    profileFolder,
    pageFolder,
    downloads: () => around.downloads(),
    onProblem: (problem) => tell(problem.message),
    onBug: tellBug,
  });
  stopPeerBeforeQuit(peer);
  serveAppScheme(await openPageFiles(pageFolder), async (id) => {
    const opened = await peer;
    return opened.ok ? opened.value.files(id) : undefined;
  });
  guardPages();
  claimLinks();
  const opened = peer.then(orRefuse);
  askWhereToSave();
  serveClients(opened.then(({ endpoints }) => ({ endpoints, onBug: tellBug })));
  answerDesktop({ peer: opened, around });
  const show = keepOneWindow(around, startedHidden);
  links.handTo((link) => around.openLink(link), show);
  await opened;
}

/** Returns what brings it to the person. */
function keepOneWindow(around: Around, startedHidden: boolean): () => void {
  const open = (isHidden: boolean): BrowserWindow => openMainWindow(isHidden, (window) => around.keep(window));
  let window = open(startedHidden);
  const show = (): void => {
    if (window.isDestroyed()) window = open(false);
    else showWindow(window);
  };
  app.on('second-instance', (_event, args) => {
    // The login started it again: nobody asked for the window.
    if (!startsHidden(args)) show();
  });
  app.on('activate', show);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  return show;
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
