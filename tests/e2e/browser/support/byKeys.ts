/** What the tests by keyboard alone share: a page with a hand on it, and what they wait for. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { StoryName } from '../stories/stories.ts';
import { handOn, type Hand } from './keyboard.ts';
import type { OpenStory } from './storyBrowser.ts';
import { clientDoes } from './ways.ts';

export const COMPOSER = 'Message to everyone';

/** Opens a story. */
export const beginIn =
  (open: OpenStory) =>
  async (story: StoryName, options: BrowserContextOptions = {}): Promise<{ page: Page; hand: Hand }> => {
    const page = await open(story, options);
    return { page, hand: handOn(page) };
  };

export const isAt = (hand: Hand, name: string | RegExp) =>
  expect.poll(async () => (await hand.at())?.name ?? '(nowhere)').toMatch(name);

export const gone = (page: Page) => page.getByRole('dialog').waitFor({ state: 'detached' });

/** What the peer was asked so far. */
export const calls = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    (window as unknown as { client: { calls: { name: string }[] } }).client.calls.map(({ name }) => name),
  );

/** The next message that is said is refused: the disk is full. */
export const refuseNextSay = (page: Page): Promise<void> =>
  clientDoes(page, (client) =>
    client.answerNext('say', { ok: false, problem: { code: 'disk-full', message: 'The disk is full.' } }),
  );
