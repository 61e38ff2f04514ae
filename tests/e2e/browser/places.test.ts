/**
 * Every page and state, in the sizes and themes that people have: axe finds nothing, nothing is executed, nothing refused
 * by the content security policy, nothing hangs out of the window. With PEERSTER_PICTURES=folder each is photographed.
 */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { places, wordsOf } from './places.ts';
import { axeFinds } from './support/axe.ts';
import { collectProblems } from './support/chromium.ts';
import { hangsOut, settled } from './support/layout.ts';
import { sizes, themes } from './support/openStory.ts';
import { describeStories } from './support/storyBrowser.ts';

const folder = process.env['PEERSTER_PICTURES'];

describeStories('every place', (open) => {
  test.each(places)('$name', async ({ name, story, isNarrow, way }) => {
    const page = await open(story, isNarrow === true ? { viewport: { width: 480, height: 800 } } : {});
    const problems = collectProblems(page);
    await way?.(page, await wordsOf('en-GB'));
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme });
      for (const [size, [width, height]] of Object.entries(sizes)) {
        if (isNarrow === true && size !== 'narrow') continue;
        await page.setViewportSize({ width, height });
        await settled(page);
        if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}-${size}-${theme}.png`) });
        expect.soft(await hangsOut(page), `${size} ${theme}`).toEqual([]);
        // Between wide and medium only spaces differ.
        if (size !== 'medium') expect.soft(await axeFinds(page), `${size} ${theme}`).toEqual([]);
      }
    }
    expect(problems).toEqual([]);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    await page.close();
  });
});
