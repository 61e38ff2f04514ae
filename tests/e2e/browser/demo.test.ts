/** The demo: from the waiting page, in a worker, under the page's content security policy, apart from the real log. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { collectProblems, openChromium, whyNoChromium } from './support/chromium.ts';
import { hangsOut } from './support/layout.ts';
import { openStoryPages } from './support/storyPages.ts';

const folder = process.env['PEERSTER_PICTURES'];

test.skipIf(whyNoChromium !== undefined)('three peers talk, and nothing is left of them', async () => {
  const [pages, browser] = await Promise.all([openStoryPages(), openChromium()]);
  try {
    const page = await browser.newPage({ viewport: { width: 900, height: 800 }, locale: 'en-GB' });
    const problems = collectProblems(page);
    await page.goto(pages.url('alone'));
    const button = page.getByRole('button', { name: 'Start a demo' });
    await button.waitFor();
    if (folder !== undefined) await page.screenshot({ path: join(folder, 'alone-demo.png') });
    await button.press('Enter');
    const demo = page.getByRole('dialog', { name: 'Demo' });
    await demo.getByText('whoever was away').waitFor();
    await expect.poll(() => demo.getByText('Held by 3 of 3').count(), { timeout: 30_000 }).toBe(5);
    if (folder !== undefined) await page.screenshot({ path: join(folder, 'demo-light.png') });
    await page.setViewportSize({ width: 480, height: 800 });
    await page.emulateMedia({ colorScheme: 'dark' });
    if (folder !== undefined) await page.screenshot({ path: join(folder, 'demo-dark.png') });
    expect(await hangsOut(page)).toEqual([]);
    expect(page.workers()).toHaveLength(1);
    await page.keyboard.press('Escape');
    await demo.waitFor({ state: 'detached' });
    await expect.poll(() => page.workers().length).toBe(0);
    await page.getByRole('heading', { name: 'Waiting for a first peer' }).waitFor();
    const calls = await page.evaluate(() =>
      (window as unknown as { client: { calls: { name: string }[] } }).client.calls.map(({ name }) => name),
    );
    expect(calls).not.toContain('say');
    expect(problems).toEqual([]);
  } finally {
    await browser.close();
    await pages.close();
  }
});
