/**
 * What no page of ours may do, whatever it was made to run.
 *
 * 1. It never leaves `app://peerster/`, and opens no window: web links go to the person's browser, the rest nowhere.
 * 2. It gets no permission (camera, location …) but writing the clipboard, and no `<webview>`.
 */
import { app, session, shell, type WebContents } from 'electron';
import { isOfApp } from './appScheme.ts';
import { webLink } from './webLink.ts';

/** For every page from now on; call it before the first window. */
export function guardPages(): void {
  app.on('web-contents-created', (_event, contents) => guard(contents));
  const isAllowed = (permission: string): boolean => permission === 'clipboard-sanitized-write';
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) => answer(isAllowed(permission)));
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => isAllowed(permission));
}

function guard(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (isOfApp(event.url)) return; // a reload
    event.preventDefault();
    openOutside(event.url);
  });
  contents.on('will-redirect', (event) => {
    if (!isOfApp(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
}

function openOutside(address: string): void {
  const link = webLink(address);
  // Where no browser is installed there is nothing that the page could do about it.
  if (link !== undefined) shell.openExternal(link).catch(() => undefined);
}
