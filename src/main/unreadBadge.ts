/** How many messages are unread, where the system shows it: dock, launcher or the button in the taskbar. */
import { join } from 'node:path';
import { app, nativeImage, type BrowserWindow } from 'electron';

/** `words` tell the same to whoever doesn't see it. */
export function showUnread(window: BrowserWindow, unread: number, words: string): void {
  if (process.platform === 'win32') {
    const dot = join(import.meta.dirname, '../../resources/unread.png');
    window.setOverlayIcon(unread > 0 ? nativeImage.createFromPath(dot) : null, words);
  } else {
    app.setBadgeCount(unread);
  }
}
