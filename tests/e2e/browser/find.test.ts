/** Finding, searching, selecting and exporting, by keyboard alone. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectProblems, openChromium, whyNoChromium } from './support/chromium.ts';
import { hangsOut, settled } from './support/layout.ts';
import { openStoryPages, type StoryPages } from './support/storyPages.ts';
import type { StoryName } from './stories/stories.ts';

const folder = process.env['PEERSTER_PICTURES'];
const sizes = { wide: [1_280, 800], narrow: [480, 800] } as const;

describe.skipIf(whyNoChromium !== undefined)(`finding ${whyNoChromium ?? ''}`, () => {
  let pages: StoryPages;
  let browser: Browser;

  beforeAll(async () => {
    [pages, browser] = await Promise.all([openStoryPages(), openChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await pages?.close();
  });

  const open = async (story: StoryName, locale = 'en-GB'): Promise<Page> => {
    const context = await browser.newContext({
      viewport: { width: 1_280, height: 800 },
      reducedMotion: 'reduce',
      locale,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    await page.goto(pages.url(story));
    await page.locator('[data-text]').last().waitFor();
    return page;
  };
  const copied = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  /** What the browser marks now: all, and in the message that was gone to. */
  const marked = (page: Page): Promise<string[][]> =>
    page.evaluate(() =>
      ['found', 'found-current'].map((name) =>
        [...(CSS.highlights.get(name) ?? [])].map((range) => (range instanceof Range ? range.toString() : '')),
      ),
    );

  test('in the conversation: counts, marks, goes to what is not loaded, and ends where it began', async () => {
    const page = await open('many');
    const problems = collectProblems(page);
    const composer = page.getByRole('textbox', { name: 'Message to everyone' });
    await composer.focus();
    await page.keyboard.press('Control+f');
    const bar = page.getByRole('search');
    await page.keyboard.type('"message 777" ');
    await bar.getByText('1 of 1').waitFor();
    await page.getByText('Message 777 of').waitFor();
    await page.getByText('Message 790 of').waitFor({ state: 'attached' });
    await expect.poll(() => marked(page)).toEqual([[], ['Message 777']]);
    await page.keyboard.press('Control+f'); // selects what is typed
    await page.keyboard.type('message 9999');
    await bar.getByText('1 of 11').waitFor();
    await page.getByText('Message 99999 of').waitFor();
    await page.keyboard.press('Enter');
    await bar.getByText('2 of 11').waitFor();
    await expect.poll(async () => (await marked(page))[1]).toEqual(['Message', '99998']);
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.press('Shift+Enter');
    await bar.getByText('11 of 11').waitFor();
    await page.getByText('Message 9999 of').waitFor();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('nowhere');
    await bar.getByText('Nothing found').waitFor();
    await page.keyboard.press('Escape');
    await bar.waitFor({ state: 'detached' });
    await expect.poll(() => composer.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await marked(page)).toEqual([[], []]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test('in a conversation: what stands there is found, however often the word was said elsewhere since', async () => {
    const page = await open('many');
    const problems = collectProblems(page);
    await page.evaluate(() => {
      // The fake client of the story.
      const { client } = window as unknown as {
        client: { peer: { self: { origin: string }; messages: { key: number }[] } };
      };
      const { peer } = client;
      const origin = peer.self.origin;
      const note = {
        ...peer.messages[0]!,
        key: 0,
        text: 'A message to myself',
        own: true,
        origin,
        conversation: origin,
      };
      peer.messages.unshift(note);
    });
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Go to, or do' }).waitFor();
    await page.keyboard.type('notes to your');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Messages' }).getByText('A message to myself').waitFor();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('message');
    await page.getByRole('search').getByText('1 of 1').waitFor();
    await expect.poll(() => marked(page)).toEqual([[], ['message']]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test('over all messages: pages come as one goes down, and the one that is chosen is shown among its neighbours', async () => {
    const page = await open('many');
    await page.keyboard.press('Control+Shift+F');
    const dialog = page.getByRole('dialog', { name: 'Search all messages' });
    await dialog.getByText('Type words or their beginnings').waitFor();
    await page.keyboard.type('dávid');
    await dialog.getByText('More than 50 messages found').waitFor();
    for (let i = 0; i < 55; i++) await page.keyboard.press('ArrowDown');
    await dialog.getByText('More than 100 messages found').waitFor();
    const chosen = await dialog.getByRole('option', { selected: true }).textContent();
    const number = /Message (\d+)/.exec(chosen ?? '')?.[1];
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.locator('ol li', { hasText: `Message ${number} of` }).waitFor();
    await page.keyboard.press('Control+Shift+F');
    await page.keyboard.type('no such words');
    await dialog.getByText('No message has all of these words.').waitFor();
    await page.context().close();
  });

  test('messages are selected with the arrows, copied with name and time, and let go', async () => {
    const page = await open('chat');
    await page.getByRole('region', { name: 'Messages' }).focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowUp');
    const bar = page.getByRole('group', { name: '3 selected' });
    await bar.waitFor();
    await page.keyboard.press('Control+c');
    await expect
      .poll(() => copied(page))
      .toMatch(/^\[.*\] Dávid: Caught up.*\n\[.*\] Alex: Then.*\n\[.*\] Bea: Coffee! ☕$/);
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByRole('group', { name: '2 selected' }).waitFor();
    await page.keyboard.press('Control+a');
    await page.getByRole('group', { name: '16 selected' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('group', { name: 'selected' }).waitFor({ state: 'detached' });
    await page.getByRole('toolbar').last().getByRole('button', { name: 'Select this message' }).press('Enter');
    await page.getByRole('group', { name: '1 selected' }).getByRole('button', { name: 'Copy' }).press('Enter');
    await expect.poll(() => copied(page)).toMatch(/^\[.*\] Bea: Coffee! ☕$/);
    await page.context().close();
  });

  test('text that is marked by mouse is copied as it is within a message, and readably over several', async () => {
    const page = await open('chat');
    const mark = (from: number, to: number) =>
      page.evaluate(
        ([first, last]) => {
          const texts = [...document.querySelectorAll('[data-text]')];
          getSelection()?.setBaseAndExtent(
            document.createTreeWalker(texts.at(first!)!, NodeFilter.SHOW_TEXT).nextNode()!,
            5,
            document.createTreeWalker(texts.at(last!)!, NodeFilter.SHOW_TEXT).nextNode()!,
            6,
          );
        },
        [from, to],
      );
    await page.getByRole('region', { name: 'Messages' }).focus();
    await mark(-1, -1);
    await page.keyboard.press('Control+c');
    await expect.poll(() => copied(page)).toBe('e');
    await mark(-2, -1);
    await page.keyboard.press('Control+c');
    await expect.poll(() => copied(page)).toMatch(/^\[.*\] Alex: we are done for today. Coffee\?\n\[.*\] Bea: Coffee$/);
    await page.context().close();
  });

  test('the conversation is exported from the menu, with its whole history', async () => {
    const page = await open('many');
    const problems = collectProblems(page);
    await page.getByRole('button', { name: 'More for this conversation' }).press('Enter');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Export this conversation' });
    await dialog.getByRole('radio', { name: 'JSON' }).press('Space');
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Export' }).press('Enter');
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^peerster-everyone-\d{4}-\d\d-\d\d\.json$/);
    await dialog.getByText('100,000 messages written').waitFor();
    const read = JSON.parse(await readFile(await file.path(), 'utf8')) as { messages: { text: string }[] };
    expect([read.messages.length, read.messages[0]?.text.slice(0, 10)]).toEqual([100_000, 'Message 1 ']);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test('everything is whole in every size and theme', async () => {
    for (const locale of ['en-GB', 'ar']) {
      const page = await open(locale === 'ar' ? 'arabic' : 'chat', locale);
      const word = locale === 'ar' ? 'الرسالة' : 'co';
      const steps = {
        find: async () => {
          await page.keyboard.press('Control+f');
          await page.keyboard.type(word);
          await expect.poll(async () => (await marked(page)).flat().length).toBeGreaterThan(0);
          await page.locator('[role=region][tabindex="0"]').first().focus();
          await page.keyboard.press('Shift+ArrowUp');
          await page.keyboard.press('Shift+ArrowUp');
        },
        search: async () => {
          await page.keyboard.press('Control+Shift+F');
          await page.keyboard.type(word);
          await page.getByRole('option').first().waitFor();
        },
        menu: async () => {
          await page.keyboard.press('Escape');
          await page.locator('dialog').waitFor({ state: 'detached' });
          await page.locator('[aria-haspopup=menu]').first().press('Enter');
        },
        export: async () => {
          await page.keyboard.press('End');
          await page.keyboard.press('Enter');
          await page.getByRole('dialog').waitFor();
        },
        shortcuts: async () => {
          await page.keyboard.press('Escape');
          await page.locator('dialog').waitFor({ state: 'detached' });
          await page.locator('main h1').click();
          await page.keyboard.press('?');
          await page.getByRole('dialog').waitFor();
        },
      };
      for (const [name, act] of Object.entries(steps)) {
        await act();
        for (const theme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme: theme });
          for (const [size, [width, height]] of Object.entries(sizes).toReversed()) {
            await page.setViewportSize({ width, height });
            await settled(page);
            if (folder !== undefined) {
              await page.screenshot({ path: join(folder, `${name}-${locale}-${size}-${theme}.png`) });
            }
            expect(await hangsOut(page), `${name} ${locale} ${size} ${theme}`).toEqual([]);
          }
        }
      }
      await page.context().close();
    }
  });
});
