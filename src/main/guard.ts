/**
 * What no page of ours may do, whatever it was made to run.
 *
 * 1. It never leaves `app://peerster/`, and opens no window: web links go to the person's browser, the rest nowhere.
 * 2. It gets no permission (camera, location …) but writing the clipboard and showing notifications, and no `<webview>`.
 *    Any other origin gets none at all.
 * 3. Only the top frame of our own page is listened to (`isOurPage`): every handler of a message asks.
 */
import { app, session, shell, type WebContents, type WebFrameMain } from 'electron';
import { APP_ORIGIN, isOfApp } from './appScheme.ts';
import { webLink } from './webLink.ts';

/** For every page from now on; call it before the first window. */
export function guardPages(): void {
  app.on('web-contents-created', (_event, contents) => guard(contents));
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(isAllowed(permission, requestingUrl)),
  );
  session.defaultSession.setPermissionCheckHandler((_contents, permission, origin) => isAllowed(permission, origin));
}

const permissions: readonly string[] = ['clipboard-sanitized-write', 'notifications'];

/** Chromium names an origin with and without the slash at its end. */
const isAllowed = (permission: string, origin: string): boolean =>
  permissions.includes(permission) && (origin === APP_ORIGIN || isOfApp(origin));

/** Null: the frame is gone. */
export const isOurPage = (frame: WebFrameMain | null): boolean =>
  frame !== null && frame.parent === null && isOfApp(frame.url);

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
