/** The settings: opened and used by keyboard alone, at once, kept, whole in every size and theme. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectProblems, openChromium, whyNoChromium } from './support/chromium.ts';
import { hangsOut, settled } from './support/layout.ts';
import { openStoryPages, type StoryPages } from './support/storyPages.ts';
import type { StoryName } from './stories/stories.ts';

const folder = process.env['PEERSTER_PICTURES'];
const sizes = { wide: [1_280, 800], medium: [900, 600], narrow: [480, 800] } as const;

describe.skipIf(whyNoChromium !== undefined)(`the settings ${whyNoChromium ?? ''}`, () => {
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
  const settings = (page: Page) => page.getByRole('dialog', { name: 'Settings' });
  const attribute = (page: Page, name: string) =>
    page.evaluate((asked) => document.documentElement.dataset[asked], name);

  test('a key opens them, Escape leads back to where one was', async () => {
    const page = await open('chat');
    const button = page.getByRole('button', { name: 'Settings' });
    await button.press('Enter');
    await settings(page).waitFor();
    await page.keyboard.press('Escape');
    await settings(page).waitFor({ state: 'detached' });
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Control+,');
    await settings(page).waitFor();
    await page.keyboard.press('Control+,');
    await settings(page).waitFor({ state: 'detached' });
    await page.close();
  });

  test('appearance takes effect at once and is there after a reload', async () => {
    const page = await open('chat');
    const problems = collectProblems(page);
    const height = await page.getByText('Everyone').first().evaluate(heightOf);
    await page.keyboard.press('Control+,');
    await page.getByRole('group', { name: 'Theme' }).getByRole('radio', { name: 'As the system' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => getComputedStyle(document.body).colorScheme)).toBe('dark');
    await page.getByRole('radio', { name: 'Largest' }).check();
    await page.getByRole('radio', { name: 'Compact' }).check();
    await page.getByRole('radio', { name: 'Reduced' }).check();
    await page.reload();
    await page.waitForSelector('h1');
    expect(await attribute(page, 'theme')).toBe('dark');
    expect(await attribute(page, 'density')).toBe('compact');
    expect(await attribute(page, 'motion')).toBe('reduced');
    expect(await page.getByText('Everyone').first().evaluate(heightOf)).not.toBe(height);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('the name, the policy and a rule reach the peer', async () => {
    const page = await open('chat');
    await page.keyboard.press('Control+,');
    await page.getByRole('button', { name: 'Name', exact: true }).press('Enter');
    const field = settings(page).getByRole('textbox', { name: 'Your name' });
    await field.fill('  ');
    await field.press('Enter');
    await settings(page).getByRole('alert').getByText('Type a name first').waitFor();
    await field.fill('Alexandra');
    await field.press('Enter');
    await settings(page).getByText('Your name was changed').waitFor();
    await page.getByRole('button', { name: 'Spreading' }).press('Enter');
    await page.getByRole('radio', { name: 'Coin flip' }).click();
    await settings(page).getByText('a coin decides').waitFor();
    await settings(page).getByRole('button', { name: 'Peers' }).press('Enter');
    await page.getByRole('combobox', { name: 'Rule for Bea' }).selectOption('Muted');
    await page.getByRole('button', { name: 'Remove Carol' }).first().press('Enter');
    await page.getByRole('button', { name: 'Remove Carol' }).waitFor({ state: 'detached' });
    const names = await page.evaluate(() =>
      (window as unknown as { client: { calls: { name: string }[] } }).client.calls.map(({ name }) => name),
    );
    expect(names).toEqual(expect.arrayContaining(['setName', 'setPolicy', 'setPeerRule', 'removePeer']));
    await page.close();
  });

  for (const section of ['Appearance', 'Name', 'Spreading', 'Peers', 'About']) {
    test(`${section} is whole in every size and theme`, async () => {
      const page = await open(section === 'Peers' ? 'longNames' : 'chat');
      const problems = collectProblems(page);
      await page.keyboard.press('Control+,');
      await settings(page).getByRole('button', { name: section, exact: true }).click();
      if (section === 'About') await page.getByText(/^react-dom /).waitFor();
      for (const theme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: theme });
        for (const [size, [width, height]] of Object.entries(sizes)) {
          await page.setViewportSize({ width, height });
          await settled(page);
          const path = join(folder ?? '', `settings-${section.toLowerCase()}-${size}-${theme}.png`);
          if (folder !== undefined) await page.screenshot({ path });
          expect(await hangsOut(page), `${size} ${theme}`).toEqual([]);
        }
      }
      expect(problems).toEqual([]);
      await page.close();
    });
  }
});

const heightOf = (element: Element): number => element.getBoundingClientRect().height;
