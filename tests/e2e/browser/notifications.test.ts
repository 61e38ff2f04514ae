/**
 * Notifications in a browser: asked for by a click and not before, told in words where they can't be.
 *
 * Can't show here: what the system draws. A headless browser shows nothing, so that what the page asks for is recorded.
 */
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectProblems, openChromium, whyNoChromium } from './support/chromium.ts';
import { hangsOut, settled } from './support/layout.ts';
import { openStoryPages, type StoryPages } from './support/storyPages.ts';

const folder = process.env['PEERSTER_PICTURES'];

describe.skipIf(whyNoChromium !== undefined)(`notifications ${whyNoChromium ?? ''}`, () => {
  let pages: StoryPages;
  let browser: Browser;

  beforeAll(async () => {
    [pages, browser] = await Promise.all([openStoryPages(), openChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await pages?.close();
  });

  /** `prepare` runs in the page before its own scripts. */
  const open = async (context: BrowserContext, prepare?: () => void): Promise<Page> => {
    const page = await context.newPage();
    if (prepare !== undefined) await page.addInitScript(prepare);
    await page.goto(pages.url('chat'));
    await page.waitForSelector('h1');
    return page;
  };
  const settings = async (page: Page): Promise<void> => {
    await page.keyboard.press('Control+,');
    await page.getByRole('dialog').getByRole('button', { name: 'Notifications', exact: true }).click();
  };
  const newContext = (more: object = {}) =>
    browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB', viewport: { width: 1_280, height: 800 }, ...more });

  test('refused by the browser: the settings say where to allow them', async () => {
    const context = await newContext({ permissions: [] });
    const page = await open(context);
    expect(await page.evaluate(() => Notification.permission)).toBe('denied');
    await settings(page);
    await page.getByRole('status').getByText('refuses to show notifications').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Allow notifications' }).count()).toBe(0);
    await context.close();
  });

  test('not asked yet: nothing asks before the click, and then it is granted', async () => {
    const context = await newContext();
    const page = await open(context, () => {
      let permission = 'default';
      const asked = { times: 0 };
      Object.assign(window, {
        asked,
        Notification: {
          get permission() {
            return permission;
          },
          requestPermission() {
            asked.times += 1;
            permission = 'granted';
            return Promise.resolve(permission);
          },
        },
      });
    });
    const asked = () => page.evaluate(() => (Reflect.get(window, 'asked') as { times: number }).times);
    await settings(page);
    const allow = page.getByRole('button', { name: 'Allow notifications' });
    await allow.waitFor();
    expect(await asked()).toBe(0);
    await allow.press('Enter');
    await page.getByRole('status').getByText('This browser shows notifications').waitFor();
    expect(await asked()).toBe(1);
    await context.close();
  });

  test('granted: a message of another is told while nobody looks, and a click takes it away', async () => {
    const context = await newContext({ permissions: ['notifications'] });
    const page = await open(context, () => {
      const shown: Notification[] = [];
      const Real = window.Notification;
      Object.assign(window, {
        shown,
        Notification: class extends Real {
          constructor(title: string, options?: NotificationOptions) {
            super(title, options);
            shown.push(this);
          }
        },
      });
      // Playwright makes every page believe that it has the focus.
      document.hasFocus = () => Reflect.get(window, 'isLookedAt') === true;
    });
    expect(await page.evaluate(() => Notification.permission)).toBe('granted');
    const shown = () =>
      page.evaluate(() => (Reflect.get(window, 'shown') as Notification[]).map(({ title, body }) => [title, body]));
    const say = (text: string) =>
      page.evaluate((words) => {
        const client = Reflect.get(window, 'client') as {
          peer: { messages: { key: number; own: boolean }[] };
          emit(event: object): void;
        };
        const of = client.peer.messages.find(({ own }) => !own);
        const key = 1_000_000 + client.peer.messages.length;
        const now = Date.now();
        const message = { ...of, key, id: key, how: 'rumor', text: words, shownAt: now, arrivedAt: now, saidAt: now };
        client.emit({ type: 'message', message });
      }, text);
    await say('Seen in a **notification**');
    await expect.poll(async () => (await shown()).map(([, body]) => body)).toEqual(['Seen in a notification']);
    await page.evaluate(() => {
      Reflect.set(window, 'isLookedAt', true);
      (Reflect.get(window, 'shown') as Notification[])[0]?.dispatchEvent(new Event('click'));
      window.dispatchEvent(new Event('focus'));
    });
    await say('Seen in the page');
    await page.getByText('Seen in the page').first().waitFor();
    expect(await shown()).toHaveLength(1);
    await context.close();
  });

  test('only what a browser can do is offered, and do not disturb is a command', async () => {
    const context = await newContext({ permissions: ['notifications'] });
    const page = await open(context);
    await settings(page);
    await expect.poll(() => page.getByRole('dialog').getByRole('button', { name: 'App', exact: true }).count()).toBe(0);
    await page.getByRole('radio', { name: 'Only mentions' }).check();
    await page.getByRole('switch', { name: 'Show the text in notifications' }).press('Space');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('disturb tomorrow');
    await page.keyboard.press('Enter');
    await page.reload();
    await page.waitForSelector('h1');
    await settings(page);
    await expect.poll(() => page.getByRole('radio', { name: 'Only mentions' }).isChecked()).toBe(true);
    await expect.poll(() => page.getByRole('radio', { name: 'Until tomorrow' }).isChecked()).toBe(true);
    await expect.poll(() => page.getByRole('switch').isChecked()).toBe(false);
    await page.getByText(/^No notifications are shown until 0?8:00/).waitFor();
    await context.close();
  });

  for (const locale of ['en-GB', 'ar', 'de', 'zh-CN']) {
    test(`the pages and the question about closing are whole in ${locale}`, async () => {
      const context = await newContext({ locale });
      const page = await open(context, () => {
        const listeners: ((message: object) => void)[] = [];
        const told: object[] = [];
        const desktop = {
          send: (message: object) => told.push(message),
          onMessage(listener: (message: object) => void) {
            listeners.push(listener);
            return () => undefined;
          },
        };
        const tell = (message: object) => listeners.forEach((listener) => listener(message));
        Object.assign(window, { told, tell, peerster: { desktop } });
      });
      const problems = collectProblems(page);
      const tell = (message: object) =>
        page.evaluate((told) => (Reflect.get(window, 'tell') as (message: object) => void)(told), message);
      const place = {
        system: 'linux',
        hasTray: true,
        closing: 'ask',
        downloads: '/home/ana/Downloads',
        startAtLogin: 'refused',
      };
      const look = async (name: string) => {
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          for (const width of [1_280, 480]) {
            await page.setViewportSize({ width, height: 800 });
            await settled(page);
            const path = join(folder ?? '', `around-${name}-${locale}-${width}-${colorScheme}.png`);
            if (folder !== undefined) await page.screenshot({ path });
            expect(await hangsOut(page), `${name} ${width}`).toEqual([]);
          }
        }
      };
      await tell({ type: 'place', place });
      await page.keyboard.press('Control+,');
      const sections = page.getByRole('dialog').getByRole('navigation').getByRole('button');
      await sections.nth(2).click();
      await look('notifications');
      await sections.nth(3).click();
      await page.getByRole('switch').waitFor();
      await look('app');
      await tell({ type: 'place', place: { ...place, hasTray: false, startAtLogin: 'off' } });
      await look('app-no-tray');
      await page.keyboard.press('Escape');
      await tell({ type: 'askClose' });
      await page.getByRole('dialog').waitFor();
      await look('close');
      expect(problems).toEqual([]);
      await context.close();
    });
  }
});
