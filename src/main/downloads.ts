/**
 * What a page may save: files that it made itself. The system's dialog asks where, with the page's name as a proposal; nothing is
 * written without it.
 */
import { basename, join } from 'node:path';
import { app, session } from 'electron';
import { APP_ORIGIN } from './appScheme.ts';

/** For every page from now on. */
export function askWhereToSave(): void {
  session.defaultSession.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${APP_ORIGIN}/`)) {
      event.preventDefault();
      return;
    }
    const name = basename(item.getFilename());
    item.setSaveDialogOptions({ defaultPath: join(app.getPath('downloads'), name) });
  });
}
