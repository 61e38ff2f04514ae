/** What the page and main tell each other of the desktop (api/bridge.ts): main's end. */
import { ipcMain, type BrowserWindow } from 'electron';
import { toDesktopSchema, type DesktopMessage, type ToDesktop, type ToPage } from '../api/bridge.ts';
import { isOurPage } from './guard.ts';

const desktop: DesktopMessage = 'peerster:desktop';

/** `listener` gets what the top frame of our own page in the one window sends, checked. */
export function hearPage(window: () => BrowserWindow | undefined, listener: (message: ToDesktop) => void): void {
  ipcMain.on(desktop, (event, data: unknown) => {
    if (!isOurPage(event.senderFrame) || event.sender !== window()?.webContents) return;
    const message = toDesktopSchema.safeParse(data);
    if (message.success) listener(message.data);
  });
}

export function tellPage(window: BrowserWindow | undefined, message: ToPage): void {
  if (window !== undefined && !window.isDestroyed()) window.webContents.send(desktop, message);
}
