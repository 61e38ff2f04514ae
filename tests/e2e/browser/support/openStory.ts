/** A story in a page of its own. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { StoryName } from '../stories/stories.ts';
import type { StoryPages } from './storyPages.ts';

export const sizes = { wide: [1_280, 800], medium: [900, 600], narrow: [480, 800] } as const;
export const themes = ['light', 'dark'] as const;

export const openStory = async (
  browser: Browser,
  pages: StoryPages,
  story: StoryName,
  options: BrowserContextOptions,
): Promise<Page> => {
  const page = await browser.newPage({
    viewport: { width: 1_280, height: 800 },
    reducedMotion: 'reduce',
    locale: 'en-GB',
    ...options,
  });
  await page.goto(pages.url(story));
  // A story that never gets to its first page has no heading.
  await page.waitForSelector('h1, main [role=status]');
  return page;
};
