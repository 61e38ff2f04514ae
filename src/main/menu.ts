/** The window's menu, as each platform expects it, in the language of the page. */
import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { DesktopWords, ToPage } from '../api/bridge.ts';

type GoTo = Extract<ToPage, { type: 'goTo' }>['what'];

/** Until the page has told its language: Electron's own words, so that the page does not move when it has. */
export function setFirstMenu(): void {
  const first = process.platform === 'darwin' ? 'appMenu' : 'fileMenu';
  const roles = [first, 'editMenu', 'windowMenu'] as const;
  Menu.setApplicationMenu(Menu.buildFromTemplate(roles.map((role) => ({ role }))));
}

export function setPlatformMenu(words: DesktopWords, goTo: (what: GoTo) => void): void {
  const isMac = process.platform === 'darwin';
  const settings: MenuItemConstructorOptions = {
    label: words.settings,
    // The page has the key itself, for where it runs in a browser; here it is only shown.
    accelerator: 'CommandOrControl+,',
    registerAccelerator: isMac,
    click: () => goTo('settings'),
  };
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const ofApp: MenuItemConstructorOptions = {
    label: app.getName(),
    submenu: [
      { role: 'about', label: words.about },
      separator,
      settings,
      separator,
      { role: 'hide', label: words.hide },
      { role: 'hideOthers', label: words.hideOthers },
      { role: 'unhide', label: words.showAll },
      separator,
      { role: 'quit', label: words.quit },
    ],
  };
  const file: MenuItemConstructorOptions = {
    label: words.file,
    submenu: [settings, separator, { role: 'close', label: words.closeWindow }, { role: 'quit', label: words.quit }],
  };
  const edit: MenuItemConstructorOptions = {
    label: words.edit,
    submenu: [
      { role: 'undo', label: words.undo },
      { role: 'redo', label: words.redo },
      separator,
      { role: 'cut', label: words.cut },
      { role: 'copy', label: words.copy },
      { role: 'paste', label: words.paste },
      { role: 'selectAll', label: words.selectAll },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: words.view,
    submenu: [
      { role: 'reload', label: words.reload },
      separator,
      { role: 'resetZoom', label: words.actualSize },
      { role: 'zoomIn', label: words.zoomIn },
      { role: 'zoomOut', label: words.zoomOut },
      separator,
      { role: 'togglefullscreen', label: words.fullScreen },
      // A packaged app shows no developer tools: nobody can be talked into pasting code there.
      ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
    ],
  };
  const window: MenuItemConstructorOptions = {
    label: words.window,
    submenu: [
      { role: 'minimize', label: words.minimize },
      ...(isMac ? [{ role: 'close', label: words.closeWindow } as const] : []),
    ],
  };
  const help: MenuItemConstructorOptions = {
    label: words.help,
    submenu: [{ label: words.about, click: () => goTo('about') }],
  };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(isMac ? [ofApp, edit, view, window] : [file, edit, view, window, help]),
  );
}

/** What systems show of an app on their own: the "About" of macOS, and under which name Windows keeps notifications. */
export function introduceApp(): void {
  app.setAboutPanelOptions({
    applicationName: app.getName(),
    applicationVersion: app.getVersion(),
    copyright: 'The Peerster authors, MIT licence',
  });
  // As in electron-builder.yml: without it, notifications come from "electron.app".
  if (process.platform === 'win32') app.setAppUserModelId('org.peerster.Peerster');
}
