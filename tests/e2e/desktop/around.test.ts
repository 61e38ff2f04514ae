/**
 * The app around the chat: tray, closing, notifications, starting at login, second starts.
 *
 * Can't show here: what the system draws of tray, badge and notification. What main asks of Electron is recorded instead,
 * and in the page a stand-in takes the place of the system's notifications. Whether a tray is there is asked with
 * `gdbus` on Linux, so a program of that name that answers yes stands on the PATH.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHeadless, type Headless } from '../browser/support/headless.ts';
import { electronProgram, isPackaged, launchArgs, startDesktopApp, type DesktopApp } from './support/desktopApp.ts';

let root: string;
let bea: Headless;
let env: Record<string, string>;
const started: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'peerster-around-'));
  started.unshift(() => rm(root, { recursive: true, force: true }));
  await mkdir(join(root, 'bin'));
  await writeFile(join(root, 'bin', 'gdbus'), '#!/bin/sh\necho "(true,)"\n', { mode: 0o755 });
  env = {
    PATH: `${join(root, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`,
    XDG_CONFIG_HOME: join(root, 'config'),
  };
  bea = await openHeadless('--as=Bea');
  started.unshift(() => bea.end());
});

afterAll(async () => {
  for (const stop of started) await stop();
});

async function say(text: string): Promise<void> {
  await fetch(`${bea.url}/api/v1/say`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  });
}

/** A hidden page runs its timers once a second. */
const eventually = <T>(read: () => Promise<T>) => expect.poll(read);

const isVisible = ({ app }: DesktopApp) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
const close = ({ app }: DesktopApp) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

/** From now on, what main asks of Electron is written down. */
const record = ({ app }: DesktopApp) =>
  app.evaluate(({ app: electronApp, Tray, Menu }) => {
    const said: Record<string, unknown> = {};
    Reflect.set(globalThis, 'said', said);
    // Each is called on its tray below.
    // oxlint-disable-next-line typescript/unbound-method
    const { setToolTip, setImage, setContextMenu } = Tray.prototype;
    Object.assign(Tray.prototype, {
      setToolTip(this: Electron.Tray, words: string) {
        said['tooltip'] = words;
        setToolTip.call(this, words);
      },
      setImage(this: Electron.Tray, image: string) {
        said['image'] = image.split(/[/\\]/).at(-1);
        setImage.call(this, image);
      },
      setContextMenu(this: Electron.Tray, menu: Electron.Menu) {
        Reflect.set(globalThis, 'trayMenu', menu);
        said['menu'] = menu.items.map(({ label }) => label);
        said['quiet'] = menu.items[1]?.submenu?.items.find(({ checked }) => checked)?.label;
        setContextMenu.call(this, menu);
      },
    });
    electronApp.setBadgeCount = (count = 0) => {
      said['badge'] = count;
      return true;
    };
    const setApplicationMenu = Menu.setApplicationMenu.bind(Menu);
    Menu.setApplicationMenu = (menu) => {
      said['bar'] = menu?.items.map(({ label }) => label);
      setApplicationMenu(menu);
    };
  });
const said = ({ app }: DesktopApp, what: string) =>
  app.evaluate((_electron, name) => (Reflect.get(globalThis, 'said') as Record<string, unknown>)[name], what);

/** Puts a stand-in for the system's notifications into the page. */
const standInForNotifications = ({ window }: DesktopApp) =>
  window.evaluate(() => {
    const shown: Notification[] = [];
    class StandIn extends EventTarget {
      static readonly permission = 'granted';
      readonly title: string;
      readonly body: string;
      constructor(title: string, { body = '' }: NotificationOptions) {
        super();
        this.title = title;
        this.body = body;
        shown.push(this as unknown as Notification);
      }
      close(): void {
        this.dispatchEvent(new Event('close'));
      }
    }
    Object.assign(window, { Notification: StandIn, shown });
  });
const shown = ({ window }: DesktopApp) =>
  window.evaluate(() => (Reflect.get(window, 'shown') as Notification[]).map(({ title, body }) => `${title}: ${body}`));

async function openSettings({ window }: DesktopApp, section: string): Promise<void> {
  await window.keyboard.press('Control+,');
  await window.getByRole('dialog').getByRole('button', { name: section, exact: true }).click();
}

describe.skipIf(isPackaged)('with a place for the tray', () => {
  let desktop: DesktopApp;
  let folder: string;

  beforeAll(async () => {
    folder = join(root, 'ada');
    await mkdir(folder);
    // What a person or a broken disk made of the files is no reason not to start.
    await writeFile(join(folder, 'desktop.json'), '{"closing":');
    await writeFile(join(folder, 'window.json'), '\0\0\0');
    desktop = await startDesktopApp(folder, [], env);
    started.unshift(() => desktop.close());
    const { window } = desktop;
    await window.getByLabel('Your name').fill('Ada');
    await window.getByRole('button', { name: 'Start chatting' }).click();
    await window.getByLabel('Address of a peer').first().fill(bea.address);
    await window.getByRole('button', { name: 'Add', exact: true }).first().click();
    await say('Hello Ada');
    await window.getByText('Hello Ada').first().waitFor();
    await window.getByText('1 peer, in sync').first().waitFor();
    await record(desktop);
  });

  test('only our own page may show notifications, and nothing else is granted', async () => {
    const states = await desktop.window.evaluate(async () => ({
      notification: Notification.permission,
      location: (await navigator.permissions.query({ name: 'geolocation' })).state,
    }));
    expect(states).toEqual({ notification: 'granted', location: 'denied' });
  });

  test('closing asks once, by keyboard; Escape stays', async () => {
    const { window, picture } = desktop;
    await close(desktop);
    const question = window.getByRole('dialog', { name: 'Keep Peerster running?' });
    await question.waitFor();
    await picture('around-1-close-question');
    await window.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    await expect.poll(() => isVisible(desktop)).toBe(true);

    await close(desktop);
    await question.waitFor();
    await expect
      .poll(() => window.evaluate(() => document.activeElement?.textContent))
      .toBe('Keep running in the tray');
    await window.keyboard.press('Enter');
    await eventually(() => isVisible(desktop)).toBe(false);
    expect(JSON.parse(await readFile(join(folder, 'desktop.json'), 'utf8'))).toEqual({ closing: 'tray' });
  });

  test('hidden, it counts what is unread and notifies; a click opens the window at the message', async () => {
    const { window } = desktop;
    await standInForNotifications(desktop);
    await say('Are **you** there?');
    await eventually(() => shown(desktop)).toEqual(['Bea: Are you there?']);
    await eventually(() => said(desktop, 'tooltip')).toBe('Peerster — 1 unread');
    expect([await said(desktop, 'image'), await said(desktop, 'badge')]).toEqual(['trayUnread.png', 1]);
    await expect.poll(() => window.title()).toContain('(1)');

    await window.evaluate(() => (Reflect.get(window, 'shown') as Notification[])[0]?.dispatchEvent(new Event('click')));
    await eventually(() => isVisible(desktop)).toBe(true);
    await window.getByText('Are you there?').first().waitFor();
  });

  test('do not disturb, chosen in the tray, holds; the tray and the settings show it', async () => {
    const { app, window, picture } = desktop;
    await openSettings(desktop, 'Notifications');
    await window.getByRole('radio', { name: 'For 1 hour' }).check();
    await eventually(() => said(desktop, 'quiet')).toBe('For 1 hour');
    await picture('around-2-notifications');
    await app.evaluate(() => {
      const menu = Reflect.get(globalThis, 'trayMenu') as Electron.Menu;
      menu.items[1]?.submenu?.items[3]?.click();
    });
    await window.getByRole('radio', { name: 'Until switched off' }).and(window.locator(':checked')).waitFor();
    await window.keyboard.press('Escape');

    await close(desktop);
    await eventually(() => isVisible(desktop)).toBe(false);
    await say('Said while not disturbed');
    await eventually(() => said(desktop, 'tooltip')).toMatch(/unread$/);
    await window.getByText('Said while not disturbed').first().waitFor({ state: 'attached' });
    expect(await shown(desktop)).toHaveLength(1);
  });

  test('a second start shows the hidden window; one at login does not', async () => {
    const again = async (...flags: string[]): Promise<void> => {
      const child = spawn(electronProgram, [...launchArgs(folder), ...flags], {
        stdio: 'ignore',
        env: { ...process.env, ...env },
      });
      await once(child, 'exit');
    };
    await again('--hidden');
    await expect.poll(() => isVisible(desktop)).toBe(false);
    await again();
    await eventually(() => isVisible(desktop)).toBe(true);
  });

  test('the settings show what is remembered, and start at login writes what the desktop reads', async () => {
    const { window, picture } = desktop;
    await openSettings(desktop, 'App');
    await expect.poll(() => window.getByRole('radio', { name: 'Keep running in the tray' }).isChecked()).toBe(true);
    await picture('around-3-app');
    const entry = join(root, 'config', 'autostart', 'peerster.desktop');
    await window.getByRole('switch', { name: 'Start at login' }).press('Space');
    await window.getByRole('switch', { name: 'Start at login', checked: true }).waitFor();
    expect(await readFile(entry, 'utf8')).toMatch(/^Exec=".*" "--hidden"$/m);
    await window.getByRole('switch', { name: 'Start at login' }).press('Space');
    await window.getByRole('switch', { name: 'Start at login', checked: false }).waitFor();
    await expect(readFile(entry, 'utf8')).rejects.toThrow('ENOENT');
    await window.getByRole('radio', { name: 'Ask' }).check();
    await window.keyboard.press('Escape');
  });

  test('menus speak the language of the page', async () => {
    const { window } = desktop;
    await openSettings(desktop, 'Appearance');
    await window.getByRole('combobox', { name: 'Language' }).selectOption('Deutsch');
    await eventually(() => said(desktop, 'bar')).toEqual(['Datei', 'Bearbeiten', 'Ansicht', 'Fenster', 'Hilfe']);
    await eventually(() => said(desktop, 'menu')).toEqual(['Peerster öffnen', 'Nicht stören', '', 'Beenden']);
    await window.keyboard.press('Escape');
  });

  test('the question’s other answer quits, without remembering where that is not wanted', async () => {
    const { window } = desktop;
    const child = desktop.app.process();
    await close(desktop);
    await window.getByRole('switch').press('Space');
    const ended = once(child, 'exit');
    // It may be gone before the key is said to be up again.
    await window
      .getByRole('button', { name: 'Beenden' })
      .press('Enter')
      .catch(() => undefined);
    await ended;
    expect(child.exitCode).toBe(0);
    expect(JSON.parse(await readFile(join(folder, 'desktop.json'), 'utf8'))).toEqual({ closing: 'ask' });
  });

  test('started at login, the page runs and no window shows', async () => {
    desktop = await startDesktopApp(folder, ['--hidden'], env);
    await record(desktop);
    await desktop.window.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
    await expect.poll(() => isVisible(desktop)).toBe(false);
  });
});

describe.runIf(process.platform === 'linux' && !isPackaged)('without a place for the tray', () => {
  test('closing quits as ever, and the settings say why', async () => {
    const folder = join(root, 'carol');
    await mkdir(folder);
    await writeFile(join(folder, 'desktop.json'), '{"closing":"tray"}');
    // The tests' machine has no session bus, or a person's own desktop would answer.
    const desktop = await startDesktopApp(folder, [], { DBUS_SESSION_BUS_ADDRESS: 'disabled:' });
    const { window } = desktop;
    await window.getByLabel('Your name').fill('Carol');
    await window.getByRole('button', { name: 'Start chatting' }).click();
    await window.getByLabel('Message to everyone').waitFor();
    await openSettings(desktop, 'App');
    await window.getByText('This desktop shows no tray icons').waitFor();
    const ended = once(desktop.app.process(), 'exit');
    await close(desktop).catch(() => undefined);
    await ended;
  });
});
