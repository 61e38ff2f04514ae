/** Two people on headless peers in two groups: what is said in one is not in the other, unread counts, and the way between. */
import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Group } from '../../../src/api/groups.ts';
import { collectProblems, openChromium, whyNoChromium } from './support/chromium.ts';
import { openHeadless, type Headless } from './support/headless.ts';
import { hangsOut, settled } from './support/layout.ts';

const pictures = process.env['PEERSTER_PICTURES'];

describe.skipIf(whyNoChromium !== undefined)(`groups ${whyNoChromium ?? ''}`, () => {
  let browser: Browser;
  let alex: Headless;
  let bea: Headless;
  let page: Page;
  let problems: readonly string[];

  beforeAll(async () => {
    if (pictures !== undefined) await mkdir(pictures, { recursive: true });
    [browser, alex, bea] = await Promise.all([openChromium(), openHeadless('--as=Alex'), openHeadless('--as=Bea')]);
    page = await browser.newPage({
      viewport: { width: 1_280, height: 800 },
      reducedMotion: 'reduce',
      locale: 'en-GB',
    });
    problems = collectProblems(page);
    await page.goto(alex.url);
    await page.getByRole('heading', { name: 'Everyone' }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([alex, bea].map((peer) => peer?.end()));
  });

  const call = async (peer: Headless, path: string, input: unknown): Promise<unknown> => {
    const answer = await fetch(`${peer.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    const value: unknown = await answer.json();
    if (!answer.ok) throw new Error(JSON.stringify(value));
    return value;
  };
  const list = async (peer: Headless): Promise<Group[]> => (await call(peer, '/api/v1/groups', {})) as Group[];
  const idOf = async (peer: Headless, name: string): Promise<string> =>
    (await list(peer)).find((group) => group.name === name)?.id ?? '';
  const groups = () => page.getByRole('navigation', { name: 'Groups' });
  const row = (name: string) => groups().getByRole('button', { name: new RegExp(`^${name}`) });
  const seen = (text: string) => page.getByRole('main').getByText(text, { exact: true }).last().waitFor();
  const count = (text: string) => page.getByRole('main').getByText(text, { exact: true }).count();
  const picture = async (name: string) => {
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) });
  };

  test('someone in one group sees a small button and nothing else of it', async () => {
    await expect.poll(() => groups().count()).toBe(0);
    await page.getByRole('button', { name: 'Join or make a group…' }).waitFor();
    await picture('groups-one');
    await expect.poll(() => page.title()).not.toContain('lobby');
  });

  test('a group is made in its dialog, which says what is wrong and that names are no secret', async () => {
    await page.getByRole('button', { name: 'Join or make a group…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Join or make a group' });
    await dialog.getByText('is no secret and no password').waitFor();
    const field = dialog.getByRole('textbox', { name: 'Name of the group' });
    await field.press('Enter');
    await dialog.getByRole('alert').getByText('The name of the group is empty.').waitFor();
    await field.fill('lobby');
    await field.press('Enter');
    await dialog.getByRole('alert').getByText('You are in this group already.').waitFor();
    await field.fill('work');
    await dialog.getByRole('switch', { name: 'Open to course peers' }).check();
    await field.press('Enter');
    await dialog.getByRole('alert').getByText('“lobby” is open to course peers now').waitFor();
    await picture('groups-join');
    await dialog.getByRole('switch', { name: 'Open to course peers' }).uncheck();
    await field.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await row('work').and(page.locator('[aria-current=true]')).waitFor();
    await expect.poll(() => page.title()).toContain('work');
  });

  test('what is said in one group is not in the other', async () => {
    await call(bea, '/api/v1/joinGroup', { name: 'work', open: false });
    const work = await idOf(bea, 'work');
    const port = (await list(alex)).find(({ name }) => name === 'work')?.port;
    await call(bea, `/peers/${work}/api/v1/addPeer`, { address: `127.0.0.1:${port}` });
    await call(bea, '/api/v1/addPeer', { address: alex.address });
    await page.getByText('1 peer, in sync').first().waitFor();
    await call(bea, `/peers/${work}/api/v1/say`, { text: 'only at work' });
    await seen('only at work');
    await call(bea, '/api/v1/say', { text: 'for the whole lobby' });
    await row('lobby').getByText('1 unread').waitFor();
    await expect.poll(() => count('for the whole lobby')).toBe(0);
    await picture('groups-two');
    await expect.poll(() => page.title()).toMatch(/^\(1\) /);
  });

  test('one click or a key leads to another group, where its messages and its draft are', async () => {
    const composer = page.getByRole('textbox', { name: 'Message to everyone' });
    await composer.fill('half a thought about work');
    const plan = { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('plan') };
    await page.locator('input[type=file]').setInputFiles([plan]);
    const tray = page.getByRole('list', { name: 'Files to be sent' });
    await tray.getByText('4 bytes').waitFor();
    await row('lobby').click();
    await seen('for the whole lobby');
    await expect.poll(() => count('only at work')).toBe(0);
    await expect.poll(() => composer.inputValue()).toBe('');
    await expect.poll(() => tray.count()).toBe(0);
    await row('lobby').getByText('1 unread').waitFor({ state: 'detached' });
    await composer.fill('hello lobby');
    await composer.press('Enter');
    await seen('hello lobby');
    await page.keyboard.press('Control+2');
    await seen('only at work');
    await expect.poll(() => composer.inputValue()).toBe('half a thought about work');
    await tray.getByText('4 bytes').waitFor();
    await expect.poll(() => count('hello lobby')).toBe(0);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('lobby');
    await page.keyboard.press('Enter');
    await seen('hello lobby');
    const texts = JSON.stringify(await call(bea, `/peers/${await idOf(bea, 'work')}/api/v1/messages`, {}));
    expect(texts).toContain('only at work');
    expect(texts).not.toContain('hello lobby');
  });

  test('a reload comes back to the group that was in view; a restart of the peer brings its groups back', async () => {
    await page.keyboard.press('Control+2');
    await seen('only at work');
    await page.reload();
    await seen('only at work');
    await alex.stop();
    await alex.start();
    await expect
      .poll(async () => (await list(alex)).map(({ name, running }) => `${name} ${running}`))
      .toEqual(['lobby true', 'work true']);
    await call(bea, `/peers/${await idOf(bea, 'work')}/api/v1/say`, { text: 'are you back?' });
    await seen('are you back?');
  });

  test('it looks right in light, dark, narrow and from right to left', async () => {
    await call(alex, '/api/v1/joinGroup', {
      name: 'Büro für Öffentlichkeitsarbeit und ausführliche Namen',
      open: false,
    });
    await groups().getByText('Büro').waitFor();
    await call(bea, '/api/v1/say', { text: 'a word in the lobby' });
    await row('lobby').getByText('1 unread').waitFor();
    await row('work').click();
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      for (const [size, width, height] of [
        ['wide', 1_280, 800],
        ['narrow', 480, 800],
      ] as const) {
        await page.setViewportSize({ width, height });
        if (size === 'narrow') await page.getByRole('button', { name: 'People' }).click();
        await groups().waitFor();
        await settled(page);
        await picture(`groups-${size}-${theme}`);
        expect(await hangsOut(page), `${size} ${theme}`).toEqual([]);
        await page.getByRole('button', { name: 'Options of the group work' }).click();
        const dialog = page.getByRole('dialog', { name: 'work' });
        await dialog.getByRole('switch', { name: 'Delete what was said, too' }).check();
        await settled(page);
        await picture(`groups-options-${size}-${theme}`);
        expect(await hangsOut(page), `options ${size} ${theme}`).toEqual([]);
        await dialog.getByRole('button', { name: 'Close' }).click();
        if (size === 'narrow') {
          await page.keyboard.press('Escape');
          await settled(page);
          await picture(`groups-header-${theme}`);
          expect(await hangsOut(page), `header ${theme}`).toEqual([]);
        }
      }
    }
    await page.setViewportSize({ width: 1_280, height: 800 });
    const arabic = await browser.newPage({ viewport: { width: 1_280, height: 800 }, locale: 'ar-EG' });
    await arabic.goto(alex.url);
    await arabic.getByRole('navigation', { name: 'المجموعات' }).waitFor();
    await settled(arabic);
    if (pictures !== undefined) await arabic.screenshot({ path: join(pictures, 'groups-arabic.png') });
    expect(await hangsOut(arabic)).toEqual([]);
    await arabic.getByRole('button', { name: 'الانضمام إلى مجموعة أو إنشاؤها…' }).click();
    await settled(arabic);
    if (pictures !== undefined) await arabic.screenshot({ path: join(pictures, 'groups-join-arabic.png') });
    expect(await hangsOut(arabic)).toEqual([]);
    await arabic.close();
  });

  test('a group is left; its folder stays unless its name is typed', async () => {
    await page.getByRole('button', { name: 'Options of the group work' }).click();
    const dialog = page.getByRole('dialog', { name: 'work' });
    await dialog.getByRole('switch', { name: 'Delete what was said, too' }).check();
    await dialog.getByRole('textbox', { name: 'Type “work” to confirm' }).fill('Work');
    await dialog.getByRole('button', { name: 'Leave and delete' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByRole('switch', { name: 'Delete what was said, too' }).uncheck();
    await dialog.getByRole('button', { name: 'Leave the group' }).click();
    await dialog.waitFor({ state: 'detached' });
    await seen('a word in the lobby');
    await expect.poll(() => row('work').count()).toBe(0);
    // Joined again, it has what was said.
    await call(alex, '/api/v1/joinGroup', { name: 'work', open: false });
    await row('work').click();
    await seen('only at work');
    expect(problems.filter((problem) => !/WebSocket|ERR_CONNECTION_REFUSED/.test(problem))).toEqual([]);
  });
});
