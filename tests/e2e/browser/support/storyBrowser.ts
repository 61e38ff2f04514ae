/** What the tests on stories share: one Chromium and one build of the stories for all tests of a file. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import type { StoryName } from '../stories/stories.ts';
import { openChromium, whyNoChromium } from './chromium.ts';
import { openStory } from './openStory.ts';
import { openStoryPages, type StoryPages } from './storyPages.ts';

/** Opens a story in a page of its own, once it shows something. */
export type OpenStory = (story: StoryName, options?: BrowserContextOptions) => Promise<Page>;

/** A `describe` whose tests open stories. */
export function describeStories(title: string, tests: (open: OpenStory) => void): void {
  describe.skipIf(whyNoChromium !== undefined)(`${title} ${whyNoChromium ?? ''}`, () => {
    let pages: StoryPages;
    let browser: Browser;

    beforeAll(async () => {
      [pages, browser] = await Promise.all([openStoryPages(), openChromium()]);
    });
    afterAll(async () => {
      await browser?.close();
      await pages?.close();
    });

    tests((story, options = {}) => openStory(browser, pages, story, options));
  });
}
