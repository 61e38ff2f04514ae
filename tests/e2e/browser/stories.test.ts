/**
 * Every state of the interface, in the sizes and themes that people have: nothing is executed, nothing refused by the
 * content security policy, nothing hangs out of the window. With PEERSTER_PICTURES=folder each is photographed.
 */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectProblems, openChromium, whyNoChromium } from './support/chromium.ts';
import { hangsOut, settled } from './support/layout.ts';
import { openStoryPages, type StoryPages } from './support/storyPages.ts';
import { stories, type StoryName } from './stories/stories.ts';

const sizes = { wide: [1_280, 800], medium: [900, 600], narrow: [480, 800] } as const;
const names = Object.keys(stories) as StoryName[];
const folder = process.env['PEERSTER_PICTURES'];

describe.skipIf(whyNoChromium !== undefined)(`every state of the page${whyNoChromium ?? ''}`, () => {
  let pages: StoryPages;
  let browser: Browser;

  beforeAll(async () => {
    [pages, browser] = await Promise.all([openStoryPages(), openChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await pages?.close();
  });

  for (const story of names) {
    test(`${story} is whole in every size and theme`, async () => {
      const page = await browser.newPage({ reducedMotion: 'reduce', locale: 'en-GB' });
      const problems = collectProblems(page);
      await page.goto(pages.url(story));
      await page.waitForSelector('h1');
      for (const theme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: theme });
        for (const [size, [width, height]] of Object.entries(sizes)) {
          await page.setViewportSize({ width, height });
          await settled(page);
          if (folder !== undefined) await page.screenshot({ path: join(folder, `${story}-${size}-${theme}.png`) });
          expect(await hangsOut(page), `${size} ${theme}`).toEqual([]);
        }
      }
      expect(problems).toEqual([]);
      expect(await page.evaluate('window.hacked')).toBeUndefined();
      await page.close();
    });
  }
});
