/** The icon in the tray or the menu bar. */
import { join } from 'node:path';
import { Menu, Tray, type MenuItemConstructorOptions } from 'electron';
import type { DesktopWords, DoNotDisturbChoice } from '../api/bridge.ts';

export interface TrayStatus {
  readonly unread: number;
  readonly tooltip: string;
  readonly doNotDisturb: DoNotDisturbChoice;
  readonly words: DesktopWords;
}

export interface TrayDeeds {
  open(): void;
  quit(): void;
  doNotDisturb(choice: DoNotDisturbChoice): void;
}

export interface ShownTray {
  show(status: TrayStatus): void;
}

const choices: readonly DoNotDisturbChoice[] = ['off', 'hour', 'tomorrow', 'on'];

export function openTray(first: TrayStatus, deeds: TrayDeeds): ShownTray {
  const tray = new Tray(iconFile(first.unread > 0));
  let shown: TrayStatus | undefined;
  // Windows and most Linux desktops open by a click and have the menu on the other button; macOS opens the menu.
  if (process.platform !== 'darwin') tray.on('click', () => deeds.open());

  const show = (status: TrayStatus): void => {
    if (shown === undefined || status.unread > 0 !== shown.unread > 0) tray.setImage(iconFile(status.unread > 0));
    if (status.tooltip !== shown?.tooltip) tray.setToolTip(status.tooltip);
    if (status.words !== shown?.words || status.doNotDisturb !== shown.doNotDisturb) {
      tray.setContextMenu(Menu.buildFromTemplate(menuOf(status, deeds)));
    }
    shown = status;
  };
  show(first);
  return { show };
}

function menuOf({ words, doNotDisturb }: TrayStatus, deeds: TrayDeeds): MenuItemConstructorOptions[] {
  return [
    { label: words.open, click: () => deeds.open() },
    {
      label: words.doNotDisturb,
      submenu: choices.map((choice) => ({
        label: words[choice],
        type: 'radio',
        checked: choice === doNotDisturb,
        click: () => deeds.doNotDisturb(choice),
      })),
    },
    { type: 'separator' },
    { label: words.quit, click: () => deeds.quit() },
  ];
}

/** macOS colours a template as its menu bar is. */
function iconFile(isUnread: boolean): string {
  const name = `tray${isUnread ? 'Unread' : ''}${process.platform === 'darwin' ? 'Template' : ''}.png`;
  return join(import.meta.dirname, '../../resources', name);
}
