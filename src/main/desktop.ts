/**
 * What the page can ask of the desktop app beyond its peer (api/bridge.ts).
 *
 * 1. Only our own page is answered, and what it sends is parsed.
 * 2. Every path comes from a dialog, from main itself, or from preload, which has it of the system; never from the page.
 */
import { app, BrowserWindow, dialog, ipcMain, shell, type OpenDialogOptions } from 'electron';
import { z } from 'zod';
import {
  shareSchema,
  type AskMessage,
  type DesktopAnswer,
  type DesktopRequest,
  type ShareAnswer,
  type ShareMessage,
} from '../api/bridge.ts';
import { peerIdSchema } from '../api/groups.ts';
import { unreachable, type Problem } from '../gossiper/result.ts';
import { BACKUP_EXTENSION, restoreBackup } from '../peer/index.ts';
import type { Around } from './around.ts';
import { isOurPage } from './guard.ts';
import type { RunningPeer } from './runPeer.ts';

const ask: AskMessage = 'peerster:ask';
const share: ShareMessage = 'peerster:share';
const requestSchema = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('openFolder'), peer: peerIdSchema }),
  z.object({ ask: z.enum(['openFile', 'showFile']), peer: peerIdSchema, hash: z.string().max(64) }),
  z.object({ ask: z.enum(['restart', 'chooseDownloads']) }),
  z.object({ ask: z.literal('saveBackup'), id: z.string().max(64) }),
  z.object({ ask: z.literal('restore'), peer: peerIdSchema, passphrase: z.string().max(1_000), again: z.boolean() }),
]);
const filters = [{ name: 'Peerster', extensions: [BACKUP_EXTENSION.slice(1)] }];
const done: DesktopAnswer = { kind: 'done' };
const cancelled: DesktopAnswer = { kind: 'cancelled' };

type FileRequest = Extract<DesktopRequest, { ask: 'openFile' | 'showFile' }>;

export interface Desktop {
  readonly peer: Promise<RunningPeer>;
  readonly around: Pick<Around, 'downloads' | 'setDownloads'>;
}

export function answerDesktop(desktop: Desktop): void {
  /** The backup that was chosen, for when its passphrase is typed. */
  let chosen: string | undefined;

  const restore = async (id: string, passphrase: string, again: boolean): Promise<DesktopAnswer> => {
    if (!again || chosen === undefined) chosen = await choose({ filters, properties: ['openFile'] });
    if (chosen === undefined) return cancelled;
    const peer = await desktop.peer;
    const folder = peer.folderOf(id);
    if (folder === undefined) return noSuchPeer;
    let isStopped = false;
    const restored = await restoreBackup({
      file: chosen,
      folder,
      passphrase,
      replace: true,
      now: Date.now(),
      beforePlacing() {
        isStopped = true;
        return peer.close();
      },
    });
    // Where it failed late, the app starts again with the profile that is there.
    if (isStopped) restart();
    return restored.ok ? done : failed(restored.problem);
  };

  const answer = async (request: DesktopRequest): Promise<DesktopAnswer> => {
    switch (request.ask) {
      case 'openFolder': {
        const folder = (await desktop.peer).folderOf(request.peer);
        if (folder === undefined) return noSuchPeer;
        const why = await shell.openPath(folder);
        return why === '' ? done : failed({ code: 'folder-not-opened', message: why });
      }
      case 'openFile':
      case 'showFile':
        return await showFile(await desktop.peer, request);
      case 'chooseDownloads': {
        const folder = await choose({
          defaultPath: desktop.around.downloads(),
          properties: ['openDirectory', 'createDirectory'],
        });
        if (folder === undefined) return cancelled;
        (await desktop.peer).setDownloads(folder);
        desktop.around.setDownloads(folder);
        return done;
      }
      case 'restart':
        restart();
        return done;
      case 'saveBackup':
        return await save(await desktop.peer, request.id);
      case 'restore':
        return await restore(request.peer, request.passphrase, request.again);
      default:
        return unreachable(request);
    }
  };

  ipcMain.handle(share, async (event, data: unknown): Promise<ShareAnswer> => {
    const request = shareSchema.safeParse(data);
    if (!isOurPage(event.senderFrame) || !request.success)
      return { kind: 'failed', problem: { code: 'bad-input', message: 'That file can’t be shared.' } };
    const { peer: id, path } = request.data;
    const peer = (await desktop.peer).files(id);
    if (peer === undefined) return { kind: 'failed', problem: noSuchPeer.problem };
    const shared = await peer.sharePath(path, false);
    return shared.ok ? { kind: 'shared', file: shared.value } : { kind: 'failed', problem: shared.problem };
  });

  ipcMain.handle(ask, async (event, data: unknown): Promise<DesktopAnswer> => {
    const request = requestSchema.safeParse(data);
    if (!isOurPage(event.senderFrame) || !request.success) {
      return failed({ code: 'bad-input', message: 'The app was asked for something that it does not know.' });
    }
    return await answer(request.data);
  });
}

async function showFile(peer: RunningPeer, { ask: what, peer: id, hash }: FileRequest): Promise<DesktopAnswer> {
  const path = peer.files(id)?.fileContent(hash)?.path;
  if (path === undefined) return failed({ code: 'file-not-here', message: 'That file is not here any more.' });
  if (what === 'showFile') {
    shell.showItemInFolder(path);
    return done;
  }
  const why = await shell.openPath(path);
  return why === '' ? done : failed({ code: 'file-not-opened', message: why });
}

async function save(peer: RunningPeer, id: string): Promise<DesktopAnswer> {
  const options = { defaultPath: `Peerster${BACKUP_EXTENSION}`, filters };
  const { canceled, filePath } = await over((window) =>
    window === undefined ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options),
  );
  if (canceled || filePath === '') return cancelled; // it stays ready
  const file = peer.takeBackup(id);
  if (file === undefined) {
    return failed({ code: 'backup-gone', message: 'That backup is too old by now. Make it again.' });
  }
  try {
    await file.moveTo(filePath);
    return done;
  } catch {
    const message = `The backup could not be written to ${filePath}. Choose another place.`;
    return failed({ code: 'backup-failed', message });
  }
}

async function choose(options: OpenDialogOptions): Promise<string | undefined> {
  const { filePaths } = await over((window) =>
    window === undefined ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options),
  );
  return filePaths[0];
}

/** A dialog belongs to the window, where there is one. */
const over = <T>(show: (window: BrowserWindow | undefined) => Promise<T>): Promise<T> =>
  show(BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0]);

function restart(): void {
  app.relaunch();
  app.quit();
}

const failed = (problem: Problem): Extract<DesktopAnswer, { kind: 'failed' }> => ({ kind: 'failed', problem });
const noSuchPeer = failed({ code: 'no-such-peer', message: 'That group was left meanwhile.' });
