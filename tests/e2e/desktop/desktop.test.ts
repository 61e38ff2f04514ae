/**
 * The app in Electron, built or packed: its window, its peer and a headless peer on this machine.
 *
 * Can't show here: several screens, tray and menu of each system, and (where the runtime has no node:sqlite) that
 * messages outlive the app; then the app must say so.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Bridge } from '../../../src/api/bridge.ts';
import { contract } from '../../../src/api/contract.ts';
import { openHeadless, type Headless } from '../browser/support/headless.ts';
import { electronProgram, isPackaged, launchArgs, startDesktopApp, type DesktopApp } from './support/desktopApp.ts';

let folder: string;
let bea: Headless;
let desktop: DesktopApp;
/** Newest first, so that what started is stopped also where something after it didn't. */
const started: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peerster-desktop-'));
  started.unshift(() => rm(folder, { recursive: true, force: true }));
  bea = await openHeadless('--as=Bea');
  started.unshift(() => bea.end());
  desktop = await startDesktopApp(folder);
  started.unshift(() => desktop.close());
});

afterAll(async () => {
  for (const stop of started) await stop();
});

async function askBea(call: 'say' | 'messages', input: object): Promise<unknown> {
  const answer = await fetch(`${bea.url}/api/v1/${call}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  return await answer.json();
}

const heardByBea = async () => contract.messages.output.parse(await askBea('messages', {})).messages;

/** The exit code of a process that is about to end. */
async function exitCode(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null) await once(child, 'exit');
  return child.exitCode;
}

describe('a person at the desktop and a headless peer', () => {
  test('the first start asks for a name', async () => {
    const { window, picture } = desktop;
    const name = window.getByLabel('Your name');
    await name.waitFor();
    await picture('1-first-start');
    await name.fill('Ada');
    await window.getByRole('button', { name: 'Start chatting' }).click();
    await window.getByText('Waiting for a first peer').first().waitFor();
    await picture('2-waiting');
  });

  test('they chat both ways', async () => {
    const { window, picture } = desktop;
    const composer = window.getByLabel('Message to everyone');
    await window.getByLabel('Address of a peer').first().fill(bea.address);
    await window.getByRole('button', { name: 'Add', exact: true }).first().click();
    await composer.fill('Hello Bea, this is Ada.');
    await composer.press('Enter');
    await expect.poll(async () => (await heardByBea()).map(({ text }) => text)).toContain('Hello Bea, this is Ada.');

    const [heard] = await heardByBea();
    expect(heard).toMatchObject({ name: 'Ada', trust: 'verified', own: false });

    await askBea('say', { text: 'Hello Ada. I hear you: https://example.org/ works too.' });
    await window.getByText('I hear you').first().waitFor();
    await window
      .getByText(/1 peer, in sync/)
      .first()
      .waitFor();
    await picture('3-chat');
  });

  test('a reload shows the same conversation', async () => {
    await desktop.window.reload();
    await desktop.window.getByText('I hear you').first().waitFor();
    await desktop.window.getByText('Hello Bea, this is Ada.').first().waitFor();
  });

  // The system's dialog itself can't be used by a test: the path is set as it would be by the person.
  // Its main process must be told where to save, or a dialog of the system opens.
  test.skipIf(isPackaged)('the conversation is searched, and exported to where the person says', async () => {
    const { app, window, picture } = desktop;
    await window.keyboard.press('Control+Shift+F');
    await window.keyboard.type('hear');
    await window.getByRole('option').getByText('I hear you').waitFor();
    await picture('4-search');
    await window.keyboard.press('Escape');
    const path = join(folder, 'exported.md');
    const proposed = app.evaluate(
      ({ session }, wanted) =>
        new Promise<string>((resolve) => {
          session.defaultSession.once('will-download', (_event, item) => {
            resolve(item.getSaveDialogOptions().defaultPath ?? '');
            item.setSavePath(wanted);
          });
        }),
      path,
    );
    await window.getByRole('button', { name: 'More for this conversation' }).click();
    await window.getByRole('menuitem', { name: 'Export this conversation' }).click();
    await window.getByRole('button', { name: 'Export', exact: true }).click();
    await window.getByText('2 messages written').waitFor();
    expect(await proposed).toMatch(/peerster-everyone-\d{4}-\d\d-\d\d\.md$/);
    await expect.poll(() => readFile(path, 'utf8').catch(() => '')).toContain('Hello Bea, this is Ada.');
    await window.getByRole('button', { name: 'Close' }).click();
  });

  test('a link of ours that the system opens is asked about, and does nothing by itself', async () => {
    const { window, picture } = desktop;
    const open = async (link: string): Promise<void> => {
      const second = spawn(electronProgram, [...launchArgs(folder), link], { stdio: 'ignore' });
      expect(await exitCode(second)).toBe(0);
    };
    await open(`peerster://join?group=work&at=${bea.address}`);
    const question = window.getByRole('dialog', { name: 'Join the group “work”?' });
    await question.getByText(bea.address).waitFor();
    await picture('5-invited');
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'detached' });
    await expect.poll(() => window.getByRole('navigation', { name: 'Groups' }).count()).toBe(0);

    await open('peerster://join?group=%3Cimg%20src=x%20onerror=alert(1)%3E&at=0.0.0.0:1');
    await window.getByRole('alert').getByText('an address that no peer can have').waitFor();
    await window.getByRole('button', { name: 'Close', exact: true }).click();
    expect(window.url()).toBe('app://peerster/');
  });

  test('where nothing is kept, the window says so', async () => {
    // Since 35, Electron's Node has a database.
    const electron = await desktop.window.evaluate(() => /Electron\/(\d+)/.exec(navigator.userAgent)?.[1]);
    const hasDatabase = Number(electron) >= 35;
    const notice = desktop.window.getByText(/not kept/).first();
    if (hasDatabase) await expect.poll(() => notice.count()).toBe(0);
    else await notice.waitFor();
  });
});

describe('what the page may not do', () => {
  test('it sees nothing of Node or Electron but the bridge', async () => {
    const seen = await desktop.window.evaluate(() => ({
      globals: ['require', 'process', 'Buffer', 'module', 'electron', 'ipcRenderer'].filter((name) => name in window),
      bridge: Object.keys(Reflect.get(window, 'peerster') as object).toSorted(),
      origin: location.origin,
    }));
    expect(seen).toEqual({ globals: [], bridge: ['ask', 'desktop', 'open', 'shareFile'], origin: 'app://peerster' });
  });

  test('it asks main only for what main knows, and never with a path', async () => {
    const answer = await desktop.window.evaluate(() =>
      (window as unknown as { peerster: Bridge }).peerster.ask({ ask: 'openFolder /etc' } as never),
    );
    expect(answer).toMatchObject({ kind: 'failed', problem: { code: 'bad-input' } });
  });

  test.skipIf(isPackaged).each([
    ['another page', 'data:text/html,<title>other</title>', false],
    ['our own page', 'app://peerster/', true],
  ])('with the same bridge, %s is answered: %s', async (_which, address, isAnswered) => {
    const { app } = desktop;
    const opened = app.waitForEvent('window');
    await app.evaluate(
      ({ BrowserWindow }, { url, preload }) =>
        new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } }).loadURL(url),
      { url: address, preload: join(process.cwd(), 'out/preload/index.cjs') },
    );
    const other = await opened;
    started.unshift(() => other.close());
    await other.waitForFunction(() => 'peerster' in window);
    await other.evaluate(() => {
      const heard: unknown[] = [];
      Reflect.set(window, 'heard', heard);
      const bridge = Reflect.get(window, 'peerster') as Bridge;
      const channel = bridge.open(
        { kind: 'peer', id: null },
        (data) => heard.push(data),
        () => undefined,
      );
      channel.send({ resumeFrom: 0, run: null });
      channel.send({ id: 1_000_000, call: 'self', input: {} });
    });
    const answers = () => other.evaluate(() => JSON.stringify(Reflect.get(window, 'heard')));
    // Main handles what it is asked in order: once it answered the page that asks later, the other had its turn.
    await desktop.window.reload();
    await desktop.window.getByText('I hear you').first().waitFor();
    if (isAnswered) await expect.poll(answers).toContain('1000000');
    else expect(await answers()).toBe('[]');
    await other.close();
    started.shift();
  });

  test.skipIf(isPackaged)('it runs in the sandbox, isolated', async () => {
    const preferences = await desktop.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      // Not in the types, but the only way to read back what a window really runs with.
      const contents = window?.webContents as unknown as { getLastWebPreferences(): object };
      return contents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
  });

  test.skipIf(isPackaged)('it neither leaves nor opens windows; web links go outside', async () => {
    const { app, window } = desktop;
    await app.evaluate(({ shell }) => {
      const opened: string[] = [];
      Reflect.set(globalThis, 'openedOutside', opened);
      shell.openExternal = (address: string) => {
        opened.push(address);
        return Promise.resolve();
      };
    });
    await window.evaluate(() => {
      open('https://example.org/new-window');
      open('file:///etc/passwd');
      location.href = 'https://example.org/navigation';
    });
    await expect
      .poll(() => app.evaluate(() => Reflect.get(globalThis, 'openedOutside') as unknown))
      .toEqual(['https://example.org/new-window', 'https://example.org/navigation']);
    expect(app.windows()).toHaveLength(1);
    expect(window.url()).toBe('app://peerster/');
  });

  test('scripts that are not the app’s do not run', async () => {
    const ran = await desktop.window.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.body.append(script);
      return { injected: 'injected' in window };
    });
    expect(ran).toEqual({ injected: false });
  });

  test('files outside the page are not served', async () => {
    const statuses = await desktop.window.evaluate(() =>
      Promise.all(
        ['/../main/index.js', '/%2e%2e/main/index.js', '/nothing'].map(async (path) => (await fetch(path)).status),
      ),
    );
    expect(statuses).toEqual([404, 404, 404]);
  });
});

describe('the app as a program', () => {
  test('a second start shows the first one’s window and ends', async () => {
    const second = spawn(electronProgram, launchArgs(folder), { stdio: 'ignore' });
    expect(await exitCode(second)).toBe(0);
    expect(desktop.window.context().pages()).toHaveLength(1);
  });

  test('a link that starts the app waits for its page', async () => {
    const other = await mkdtemp(join(tmpdir(), 'peerster-link-'));
    started.unshift(() => rm(other, { recursive: true, force: true }));
    const app = await startDesktopApp(other, ['peerster://join?group=work']);
    started.unshift(() => app.close());
    // Who has no name yet can't join: first things first.
    await app.window.getByLabel('Your name').fill('Ida');
    await app.window.getByRole('button', { name: 'Start chatting' }).click();
    await app.window.getByRole('dialog', { name: 'Join the group “work”?' }).waitFor();
    await app.close();
  });

  test('it stops in order, and opens where it was', async () => {
    await desktop.window.evaluate(() => window.resizeTo(900, 640));
    await desktop.window.waitForFunction(() => window.outerWidth === 900);
    expect(await desktop.quit()).toBe(0);
    const kept = z.object({ width: z.number() }).parse(JSON.parse(await readFile(join(folder, 'window.json'), 'utf8')));
    expect(kept.width).toBe(900);

    desktop = await startDesktopApp(folder);
    await desktop.window.getByLabel('Message to everyone').or(desktop.window.getByLabel('Your name')).waitFor();
    await expect.poll(() => desktop.window.evaluate(() => window.outerWidth)).toBe(900);
  });
});
