/** The interface in each language: chosen by the system or in the settings, whole in every size, right to left where it must be. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectProblems, openChromium, whyNoChromium } from './support/chromium.ts';
import { hangsOut, settled } from './support/layout.ts';
import { openStoryPages, type StoryPages } from './support/storyPages.ts';
import type { StoryName } from './stories/stories.ts';

const folder = process.env['PEERSTER_PICTURES'];
const sizes = { wide: [1_280, 800], narrow: [480, 800] } as const;
const everyone = {
  'en-GB': 'Everyone',
  'de-DE': 'Alle',
  'fr-FR': 'Tout le monde',
  'es-ES': 'Todos',
  'zh-CN': '所有人',
  'ar-EG': 'الجميع',
} as const;

describe.skipIf(whyNoChromium !== undefined)(`the languages ${whyNoChromium ?? ''}`, () => {
  let pages: StoryPages;
  let browser: Browser;

  beforeAll(async () => {
    [pages, browser] = await Promise.all([openStoryPages(), openChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await pages?.close();
  });

  const open = async (story: StoryName, locale: string): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 1_280, height: 800 }, reducedMotion: 'reduce', locale });
    await page.goto(pages.url(story));
    await page.waitForSelector('h1');
    return page;
  };

  for (const [locale, name] of Object.entries(everyone)) {
    test(`${locale}: what the system says, whole in every size`, async () => {
      const page = await open('chat', locale);
      const problems = collectProblems(page);
      await page.getByRole('heading', { name, exact: true }).waitFor();
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale);
      expect(await page.evaluate(() => document.documentElement.dir)).toBe(locale === 'ar-EG' ? 'rtl' : 'ltr');
      for (const story of ['chat', 'alone', 'firstStart'] as const) {
        await page.goto(pages.url(story));
        await page.waitForSelector('h1');
        for (const [size, [width, height]] of Object.entries(sizes)) {
          await page.setViewportSize({ width, height });
          await settled(page);
          const path = join(folder ?? '', `${locale}-${story}-${size}.png`);
          if (folder !== undefined) await page.screenshot({ path });
          expect(await hangsOut(page), `${story} ${size}`).toEqual([]);
        }
        if (story === 'firstStart') continue;
        await page.keyboard.press('Control+,');
        await page.getByRole('dialog').waitFor();
        await settled(page);
        const path = join(folder ?? '', `${locale}-settings.png`);
        if (folder !== undefined && story === 'chat') await page.screenshot({ path });
        expect(await hangsOut(page), `settings over ${story}`).toEqual([]);
      }
      expect(problems).toEqual([]);
      await page.close();
    });
  }

  test('another language is chosen in the settings, at once and for good', async () => {
    const page = await open('chat', 'fr-FR');
    await page.keyboard.press('Control+,');
    await page.getByRole('combobox', { name: 'Langue' }).selectOption('العربية');
    await page.getByRole('heading', { name: 'الإعدادات' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'الجميع' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
    await page.close();
  });

  test('only the words that are shown are fetched', async () => {
    const page = await browser.newPage({ locale: 'es-ES' });
    const scripts: string[] = [];
    page.on('request', (request) => {
      const file = /\/(\w\w)-[\w-]+\.js$/.exec(new URL(request.url()).pathname)?.[1];
      if (file !== undefined) scripts.push(file);
    });
    await page.goto(pages.url('chat'));
    await page.getByRole('heading', { name: 'Todos' }).waitFor();
    expect(scripts).toEqual(['es']);
    await page.close();
  });
});
