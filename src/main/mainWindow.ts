/** The one window. */
import { join } from 'node:path';
import { app, BrowserWindow, screen } from 'electron';
import { START_PAGE } from './appScheme.ts';
import { keepWindowState, MIN_HEIGHT, MIN_WIDTH, readWindowState } from './windowState.ts';

/** `prepare` sees the window before its page is loaded; `isHidden`: it is not shown until someone asks for it. */
export function openMainWindow(isHidden: boolean, prepare: (window: BrowserWindow) => void): BrowserWindow {
  const stateFile = join(app.getPath('userData'), 'window.json');
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const { position, width, height, maximized } = readWindowState(stateFile, screens);
  const window = new BrowserWindow({
    ...position,
    width,
    height,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    title: app.getName(),
    // Linux only: elsewhere the program brings its icon.
    icon: join(import.meta.dirname, '../../resources/icon.png'),
    // Shown once it has something to show: no white flash.
    show: false,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: true,
    },
  });
  // Maximizing shows it.
  if (!isHidden) {
    if (maximized) window.maximize();
    window.once('ready-to-show', () => window.show());
  } else if (maximized) {
    window.once('show', () => window.maximize());
  }
  window.on('close', () => keepWindowState(stateFile, window.getNormalBounds(), window.isMaximized()));
  prepare(window);
  void window.loadURL(START_PAGE);
  return window;
}

/** Brings the window to the person: it was asked for again. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
