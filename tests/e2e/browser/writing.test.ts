/** Emoji, mentions, commands and code, by keyboard alone. With PEERSTER_PICTURES=folder they are photographed. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectProblems, openChromium, whyNoChromium } from './support/chromium.ts';
import { openStoryPages, type StoryPages } from './support/storyPages.ts';
import { clientDoes } from './support/ways.ts';

const folder = process.env['PEERSTER_PICTURES'];

describe.skipIf(whyNoChromium !== undefined)(`writing ${whyNoChromium ?? ''}`, () => {
  let pages: StoryPages;
  let browser: Browser;

  beforeAll(async () => {
    [pages, browser] = await Promise.all([openStoryPages(), openChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await pages?.close();
  });

  const open = async (locale = 'en-GB'): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 900, height: 800 }, reducedMotion: 'reduce', locale });
    await page.goto(pages.url('people'));
    await page.waitForSelector('h1');
    return page;
  };
  const picture = async (page: Page, name: string): Promise<void> => {
    if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
  };
  const chosen = (page: Page) => page.locator('[role=option][aria-selected=true]');
  const lastMessage = (page: Page) => page.locator('ol li').last();

  test('the picker: searched, chosen with arrow keys, taken; Escape leads back to the text', async () => {
    const page = await open();
    const problems = collectProblems(page);
    const input = page.getByRole('textbox', { name: 'Message to everyone' });
    await input.pressSequentially('see ');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const search = page.getByRole('combobox', { name: 'Search emoji' });
    await chosen(page).waitFor();
    await expect.poll(() => search.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => search.getAttribute('aria-activedescendant')).toBe(await chosen(page).getAttribute('id'));
    await picture(page, 'emoji-picker');
    await page.keyboard.press('Escape');
    await search.waitFor({ state: 'detached' });
    await expect.poll(() => input.evaluate((field) => field === document.activeElement)).toBe(true);
    await expect.poll(() => input.inputValue()).toBe('see ');

    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await search.pressSequentially('party popper');
    await page.getByRole('option', { name: 'party popper', selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await search.waitFor({ state: 'detached' });
    await expect.poll(() => input.inputValue()).toBe('see 🎉');
    await page.keyboard.type(' you');
    await expect.poll(() => input.inputValue()).toBe('see 🎉 you');

    // It is now among the recent ones; the tabs are one stop, gone through with arrow keys.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Chosen lately', selected: true }).waitFor();
    await page.getByRole('option', { name: 'party popper' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('tab', { name: 'Smileys', selected: true }).waitFor();
    expect(problems).toEqual([]);
    await page.close();
  });

  test('short names: completed while typing, replaced when sent, left alone in code', async () => {
    const page = await open();
    const input = page.getByRole('textbox', { name: 'Message to everyone' });
    await input.pressSequentially('ok :tada');
    await page.getByRole('option', { name: ':tada:' }).waitFor();
    await picture(page, 'emoji-list');
    await page.keyboard.press('Tab');
    await expect.poll(() => input.inputValue()).toBe('ok 🎉');
    // As if it had been typed.
    await page.keyboard.press('Control+z');
    await expect.poll(() => input.inputValue()).toBe('ok :tada');
    await page.keyboard.press('End');
    await page.keyboard.type(': `:tada:`');
    await page.keyboard.press('Enter');
    await page.getByText('ok 🎉 :tada:').waitFor();
    await page.close();
  });

  test('people: chosen with arrow keys, told apart by tag, closed with Escape, highlighted when sent', async () => {
    const page = await open();
    const input = page.getByRole('textbox', { name: 'Message to everyone' });
    await input.pressSequentially('hi @me');
    await page.getByRole('option', { name: 'Mei Lin', selected: true }).waitFor();
    await expect.poll(() => input.getAttribute('aria-activedescendant')).toBe(await chosen(page).getAttribute('id'));
    await page.keyboard.press('Escape');
    await page.getByRole('option').waitFor({ state: 'detached' });
    await page.keyboard.type('i');
    await expect.poll(() => page.getByRole('option').count()).toBe(0);
    await input.fill('hi ');
    await page.keyboard.type('@me');
    await page.keyboard.press('Enter');
    await expect.poll(() => input.inputValue()).toBe('hi @Mei Lin ');
    await page.keyboard.type('and @alex');
    await page.getByRole('option', { name: 'qq7yl2hs4zbnt5ea' }).waitFor();
    await picture(page, 'mention-list');
    await page.keyboard.press('Enter');
    await expect.poll(() => input.inputValue()).toBe('hi @Mei Lin and @Alex~qq7y ');
    await page.keyboard.press('Enter');
    await lastMessage(page)
      .locator('span', { hasText: /^@Alex~qq7y$/ })
      .waitFor();
    await lastMessage(page)
      .locator('span', { hasText: /^@Mei Lin$/ })
      .waitFor();
    await expect.poll(() => lastMessage(page).locator('mark').count()).toBe(0);
    await page.close();
  });

  test('commands: offered at the slash, taken, written in full they are sent', async () => {
    const page = await open();
    const input = page.getByRole('textbox', { name: 'Message to everyone' });
    await input.pressSequentially('/');
    await expect.poll(() => page.getByRole('option').count()).toBe(5);
    await picture(page, 'command-list');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => input.inputValue()).toBe('/nick ');
    await input.fill('');
    await page.keyboard.type('/help');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('//text').waitFor();
    await picture(page, 'command-help');
    await expect.poll(() => input.inputValue()).toBe('');
    await page.close();
  });

  test('code has colours, a name and a button that copies it; a mention of oneself stands out', async () => {
    const page = await open();
    const problems = collectProblems(page);
    const code = page.getByRole('group', { name: 'ts code' });
    await page.getByRole('region', { name: 'Messages' }).focus();
    await page.keyboard.press('Home');
    await code.locator('span', { hasText: /^export$/ }).waitFor();
    const colour = (text: RegExp): Promise<string> =>
      code
        .locator('span', { hasText: text })
        .first()
        .evaluate((one) => getComputedStyle(one).color);
    expect(await colour(/^export$/)).not.toBe(await colour(/both/));
    await expect.poll(() => code.textContent()).toContain('/** Merging commutes. */\nexport const merge = (a: Clock');
    await page.getByRole('group', { name: 'klingon code' }).getByText('qapla!').waitFor();
    expect(await page.locator('mark').allTextContents()).toEqual(['@Alex', '@Alex~mfrg']);
    await picture(page, 'code');
    const copy = page.getByRole('button', { name: 'Copy code' }).first();
    await copy.press('Enter');
    await page.getByRole('status').getByText('Copied').waitFor();
    expect(problems).toEqual([]);
    await page.close();
  });

  /** Says nothing until `fail`, of each call in its turn. */
  const holdSaying = (page: Page) =>
    clientDoes(page, (client) => {
      const { call } = client;
      const held: (() => void)[] = [];
      const problem = { code: 'connection-lost', message: 'The connection to the peer was lost.' };
      client.call = (name, input) =>
        name === 'say'
          ? new Promise((resolve) => held.push(() => resolve({ ok: false, problem })))
          : call.call(client, name, input);
      Object.assign(client, { failNext: () => held.shift()?.() });
    });
  const failNext = (page: Page) => clientDoes(page, (client) => (client as unknown as { failNext(): void }).failNext());
  const goTo = async (page: Page, typed: string, heading: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type(typed);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
  };

  test('a message that fails while one is elsewhere, or back again, stands where it was written', async () => {
    const page = await open();
    const input = page.locator('main textarea');
    const failure = page.getByRole('main').getByRole('alert').getByText('Not sent');
    await holdSaying(page);
    await input.fill('long and important');
    await input.press('Enter');
    await expect.poll(() => input.inputValue()).toBe('');
    await goTo(page, 'notes to', 'Notes to yourself');
    await goTo(page, 'everyone', 'Everyone');
    await failNext(page);
    await failure.waitFor();
    await expect.poll(() => input.inputValue()).toBe('long and important');

    await page.keyboard.press('Enter');
    await expect.poll(() => input.inputValue()).toBe('');
    await input.fill('and more');
    await goTo(page, 'notes to', 'Notes to yourself');
    await failNext(page);
    const kept = () => page.evaluate(() => localStorage.getItem('draft:everyone'));
    await expect.poll(kept).toBe('long and important\nand more');
    await expect.poll(() => failure.count()).toBe(0);
    await expect.poll(() => input.inputValue()).toBe('');
    await goTo(page, 'everyone', 'Everyone');
    await failure.waitFor();
    await expect.poll(() => input.inputValue()).toBe('long and important\nand more');
    await page.reload();
    await expect.poll(() => input.inputValue()).toBe('long and important\nand more');
    await page.close();
  });

  test('the files of a message that fails are in the tray again', async () => {
    const page = await open();
    const tray = page.getByRole('list', { name: 'Files to be sent' });
    await page.route('**/api/v1/file?*', (route) => {
      const name = new URL(route.request().url()).searchParams.get('name') ?? '';
      return route.fulfill({ json: { id: name, hash: name, name, size: 20, added: true } });
    });
    await holdSaying(page);
    const file = { name: 'map.txt', mimeType: 'text/plain', buffer: Buffer.from('x'.repeat(20)) };
    await page.locator('input[type=file]').setInputFiles([file]);
    await tray.getByText('20 bytes').waitFor();
    await page.locator('main textarea').fill('the map');
    await page.keyboard.press('Enter');
    await tray.waitFor({ state: 'detached' });
    await goTo(page, 'notes to', 'Notes to yourself');
    await failNext(page);
    await goTo(page, 'everyone', 'Everyone');
    await tray.getByText('map.txt').waitFor();
    await expect.poll(() => page.locator('main textarea').inputValue()).toBe('the map');
    await page.close();
  });

  test('in Arabic the arrow keys go the way they point', async () => {
    const page = await open('ar');
    await page.locator('textarea').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const first = await chosen(page).getAttribute('id');
    await page.keyboard.press('ArrowLeft');
    await page.waitForFunction((id) => document.querySelector('[role=option][aria-selected=true]')?.id !== id, first);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => chosen(page).getAttribute('id')).toBe(first);
    await page.keyboard.press('Escape');

    const left = () => page.evaluate(() => document.activeElement?.getBoundingClientRect().left ?? 0);
    await lastMessage(page).locator('[data-actions] button').nth(1).focus();
    const before = await left();
    await page.keyboard.press('ArrowRight');
    await expect.poll(left).toBeGreaterThan(before);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(left).toBe(before);
    await page.close();
  });
});
