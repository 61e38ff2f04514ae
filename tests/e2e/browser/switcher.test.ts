/** The switcher and the shortcuts page, by keyboard alone. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectProblems, openChromium, whyNoChromium } from './support/chromium.ts';
import { hangsOut, settled } from './support/layout.ts';
import { openStoryPages, type StoryPages } from './support/storyPages.ts';
import type { StoryName } from './stories/stories.ts';

const folder = process.env['PEERSTER_PICTURES'];
const sizes = { wide: [1_280, 800], medium: [900, 600], narrow: [480, 800] } as const;

describe.skipIf(whyNoChromium !== undefined)(`the switcher ${whyNoChromium ?? ''}`, () => {
  let pages: StoryPages;
  let browser: Browser;

  beforeAll(async () => {
    [pages, browser] = await Promise.all([openStoryPages(), openChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await pages?.close();
  });

  const open = async (story: StoryName): Promise<Page> => {
    const page = await browser.newPage({
      viewport: { width: 1_280, height: 800 },
      reducedMotion: 'reduce',
      locale: 'en-GB',
    });
    await page.goto(pages.url(story));
    await page.waitForSelector('h1');
    return page;
  };
  const chosen = (page: Page) => page.getByRole('option', { selected: true });

  test('a few letters and Enter lead to a peer, its rule has the focus', async () => {
    const page = await open('chat');
    const problems = collectProblems(page);
    await page.getByRole('textbox', { name: 'Message to everyone' }).focus();
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Go to, or do' });
    await field.waitFor();
    await page.keyboard.type('david');
    expect(await chosen(page).textContent()).toContain('Dávid');
    expect(await field.getAttribute('aria-activedescendant')).toBe(await chosen(page).getAttribute('id'));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Peers', level: 3 }).waitFor();
    const rule = page.getByRole('combobox', { name: 'Rule for Dávid' });
    expect(await rule.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('the arrows go round, Escape leads back to the field that one was in', async () => {
    const page = await open('chat');
    const composer = page.getByRole('textbox', { name: 'Message to everyone' });
    await composer.focus();
    await page.keyboard.press('Control+k');
    await page.keyboard.press('ArrowUp');
    expect(await chosen(page).textContent()).toContain('Keyboard shortcuts');
    await page.keyboard.press('ArrowDown');
    expect(await chosen(page).textContent()).toContain('Everyone');
    await page.keyboard.type('no such thing');
    await page.getByText('Nothing of that name').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await composer.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.close();
  });

  test('commands: a peer is added, light becomes dark', async () => {
    const page = await open('chat');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('add');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Settings' }).waitFor();
    await page.keyboard.type('10.1.2.3:5000');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Rule for 10.1.2.3:5000' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('dark');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark');
    await page.close();
  });

  test('a question mark shows the shortcuts, but is typed in a text', async () => {
    const page = await open('chat');
    const composer = page.getByRole('textbox', { name: 'Message to everyone' });
    await composer.focus();
    await page.keyboard.type('?');
    expect(await composer.inputValue()).toBe('?');
    await page.getByRole('button', { name: 'Settings' }).focus();
    await page.keyboard.type('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.close();
  });

  test('both are whole in every size and theme', async () => {
    const page = await open('longNames');
    for (const [name, key] of [
      ['switcher', 'Control+k'],
      ['shortcuts', '?'],
    ] as const) {
      if (name === 'shortcuts') await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.locator('a[aria-current=page]').focus();
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      for (const theme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: theme });
        for (const [size, [width, height]] of Object.entries(sizes).toReversed()) {
          await page.setViewportSize({ width, height });
          await settled(page);
          if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}-${size}-${theme}.png`) });
          expect(await hangsOut(page), `${name} ${size} ${theme}`).toEqual([]);
        }
      }
    }
    await page.close();
  });
});
