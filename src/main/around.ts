/**
 * The app around the page: tray, menu, badge, closing, starting at login.
 *
 * 1. What is decided here is decided by closing.ts; this does it. What a person reads comes from the page.
 * 2. The tray is there once the page has told its words and the desktop has a place for it.
 * 3. A window that was hidden goes on running: the page handles what arrives, and tells what is unread.
 */
import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import { unreachable } from '../api/result.ts';
import type { DesktopWords, Place, ToDesktop } from '../api/bridge.ts';
import { atClose, type AtClose } from './closing.ts';
import { keepDesktopSettings, readDesktopSettings, type DesktopSettings } from './desktopSettings.ts';
import { showWindow } from './mainWindow.ts';
import { introduceApp, setFirstMenu, setPlatformMenu } from './menu.ts';
import { hearPage, tellPage } from './pageMessages.ts';
import { setStartAtLogin, startsAtLogin } from './startAtLogin.ts';
import { openTray, type ShownTray } from './tray.ts';
import { hasTrayHost } from './trayHost.ts';
import { showUnread } from './unreadBadge.ts';

/** At login the desktop's panel may come up after us: how often it is looked for. */
const LOOK_AGAIN_MS = 2_000;
const MAX_LOOKS = 15;

export interface Around {
  /** For each window that is opened, before its page is loaded. */
  keep(window: BrowserWindow): void;
  /** Hands a link to the page; where several come before it takes one, the last. */
  openLink(link: string): void;
  /** The folder that fetched files go to. */
  downloads(): string;
  setDownloads(folder: string): void;
}

/** `startedHidden`: nobody waits for a window; where there is no tray either, it is shown minimized. */
export function openAround(startedHidden: boolean): Around {
  const settingsFile = join(app.getPath('userData'), 'desktop.json');
  let settings = readDesktopSettings(settingsFile);
  let startAtLogin: Place['startAtLogin'] = startsAtLogin() ? 'on' : 'off';
  let window: BrowserWindow | undefined;
  let words: DesktopWords | undefined;
  let status: Extract<ToDesktop, { type: 'status' }> | undefined;
  let hasPlace = false;
  let tray: ShownTray | undefined;
  let question: AtClose['question'] = 'none';
  let isQuitting = false;
  let link: string | undefined;

  const downloads = (): string => settings.downloads ?? app.getPath('downloads');
  const tellPlace = (): void =>
    tellPage(window, {
      type: 'place',
      place: {
        system: systemName(),
        hasTray: tray !== undefined,
        closing: settings.closing,
        downloads: downloads(),
        startAtLogin,
      },
    });
  const change = (patch: Partial<DesktopSettings>): void => {
    settings = { ...settings, ...patch };
    keepDesktopSettings(settingsFile, settings);
    tellPlace();
  };
  const tellHidden = (): void => {
    if (window === undefined || window.isDestroyed()) return;
    tellPage(window, { type: 'hidden', hidden: !window.isVisible() || window.isMinimized() });
  };
  const tellLink = (): void => {
    if (link !== undefined) tellPage(window, { type: 'link', link });
  };
  const show = (): void => {
    if (window !== undefined && !window.isDestroyed()) showWindow(window);
  };

  const updateTray = (): void => {
    if (!hasPlace || words === undefined || status === undefined) return;
    const now = { ...status, words };
    if (tray === undefined) {
      tray = openTray(now, {
        open: show,
        quit: () => app.quit(),
        doNotDisturb: (choice) => tellPage(window, { type: 'doNotDisturb', choice }),
      });
      tellPlace();
    } else {
      tray.show(now);
    }
  };

  const hear = (message: ToDesktop): void => {
    switch (message.type) {
      case 'ready':
        question = 'none';
        tellPlace();
        tellHidden();
        tellLink();
        break;
      case 'linkTaken':
        link = undefined;
        break;
      case 'words':
        words = message.words;
        setPlatformMenu(words, (what) => {
          show();
          tellPage(window, { type: 'goTo', what });
        });
        updateTray();
        break;
      case 'status':
        status = message;
        if (window !== undefined) showUnread(window, message.unread, message.tooltip);
        updateTray();
        break;
      case 'show':
        show();
        break;
      case 'setClosing':
        change({ closing: message.closing });
        break;
      case 'setStartAtLogin':
        startAtLogin = setStartAtLogin(message.on) ? (message.on ? 'on' : 'off') : 'refused';
        tellPlace();
        break;
      case 'closeShown':
        question = 'shown';
        break;
      case 'closeAnswer':
        question = 'none';
        if (message.answer === 'stay') break;
        if (message.remember) hear({ type: 'setClosing', closing: message.answer });
        if (message.answer === 'tray') window?.hide();
        else app.quit();
        break;
      default:
        unreachable(message);
    }
  };

  introduceApp();
  setFirstMenu();
  hearPage(() => window, hear);
  app.on('before-quit', () => (isQuitting = true));
  void findTrayHost(startedHidden ? MAX_LOOKS : 1).then((found) => {
    hasPlace = found;
    updateTray();
    if (!found && startedHidden && window !== undefined && !window.isDestroyed()) window.minimize();
  });

  return {
    keep(opened) {
      window = opened;
      opened.on('show', tellHidden).on('hide', tellHidden).on('minimize', tellHidden).on('restore', tellHidden);
      opened.on('close', (event) => {
        const staysAnyway = process.platform === 'darwin';
        const deed = atClose({
          isQuitting,
          staysAnyway,
          hasTray: tray !== undefined,
          closing: settings.closing,
          question,
        });
        if (deed === 'close') return;
        event.preventDefault();
        if (deed === 'hide') {
          opened.hide();
          return;
        }
        if (deed === 'ask') question = 'sent';
        showWindow(opened);
        tellPage(opened, { type: 'askClose' });
      });
      opened.on('closed', () => {
        if (window === opened) window = undefined;
      });
    },
    downloads,
    setDownloads: (folder) => change({ downloads: folder }),
    openLink(opened) {
      link = opened;
      tellLink();
    },
  };
}

async function findTrayHost(looks: number): Promise<boolean> {
  for (let look = 1; look < looks; look++) {
    if (await hasTrayHost()) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  return hasTrayHost();
}

function systemName(): Place['system'] {
  if (process.platform === 'darwin') return 'mac';
  return process.platform === 'win32' ? 'windows' : 'linux';
}
