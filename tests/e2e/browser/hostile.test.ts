/**
 * Five hundred hostile names and texts, sent as raw datagrams to a real peer whose page is open: nothing is executed, asked
 * for or opened, the layout holds, and the content security policy has nothing to report. What this can't show: what other
 * systems' fonts do with towers of marks.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract } from '../../../src/api/contract.ts';
import { hostileCrowd, HOSTILE_CROWD } from './stories/hostileCrowd.ts';
import { collectProblems, openChromium, whyNoChromium } from './support/chromium.ts';
import { openHeadless, type Headless } from './support/headless.ts';
import { hangsOut, settled } from './support/layout.ts';
import { openStrangers, type Strangers } from './support/strangers.ts';

const SOCKETS = 8;
/** Few enough for a socket's receive buffer at 8,000 bytes each. */
const BATCH = 20;
/** Pixels: ten lines of text, a name, a day and the button that shows all of it. */
const HIGHEST_ROW = 420;
/** Pixels: one line of a name. */
const HIGHEST_NAME = 40;

describe.skipIf(whyNoChromium !== undefined)(`hostile content ${whyNoChromium ?? ''}`, () => {
  let browser: Browser;
  let peer: Headless;
  let strangers: Strangers;
  let page: Page;
  let problems: readonly string[];
  const elsewhere: string[] = [];
  const happened: string[] = [];

  beforeAll(async () => {
    [browser, peer, strangers] = await Promise.all([openChromium(), openHeadless('--as=Alex'), openStrangers(SOCKETS)]);
    const context = await browser.newContext({ viewport: { width: 1_280, height: 800 }, reducedMotion: 'reduce' });
    context.on('page', () => happened.push('a page was opened'));
    context.on('request', (request) => {
      if (!request.url().startsWith(`${peer.url}/`)) elsewhere.push(request.url());
    });
    await context.addInitScript(() => {
      const violations: string[] = [];
      Object.assign(window, { violations });
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
        violations.push(`${violatedDirective} ${blockedURI} ${sample}`),
      );
    });
    page = await context.newPage();
    problems = collectProblems(page);
    await page.goto(peer.url);
    await page.getByRole('heading', { name: 'Everyone' }).waitFor();
    happened.length = 0;
    page.on('dialog', (dialog) => {
      happened.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('framenavigated', (frame) => happened.push(`a navigation to ${frame.url()}`));
  });
  afterAll(async () => {
    strangers?.close();
    await browser?.close();
    await peer?.end();
  });

  const total = async (): Promise<number> => {
    const answer = await fetch(`${peer.url}/api/v1/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"limit":1}',
    });
    return contract.messages.output.parse(await answer.json()).total;
  };
  const timeline = () => page.getByRole('region', { name: 'Messages' });

  test('all of it arrives', async () => {
    for (let from = 0; from < HOSTILE_CROWD; from += BATCH) {
      const some = hostileCrowd.slice(from, from + BATCH);
      // A datagram may be lost; a rumor that is there already changes nothing.
      await expect
        .poll(async () => {
          await strangers.say(some, peer.address);
          return total();
        })
        .toBe(from + some.length);
    }
    await page
      .getByText(/\d+ new messages|Jump to latest/)
      .or(page.locator(`li[data-index="${HOSTILE_CROWD - 1}"]`))
      .first()
      .waitFor();
  });

  for (const [width, height] of [
    [1_280, 800],
    [480, 800],
  ] as const) {
    test(`at ${width} pixels every message and name keeps to its place`, async () => {
      await page.setViewportSize({ width, height });
      await timeline().evaluate((element) => element.scrollTo(0, element.scrollHeight));
      await settled(page);
      const seen = new Set<string>();
      const wrong = new Set<string>();
      for (let step = 0; step < 2 * HOSTILE_CROWD; step++) {
        const view = await page.evaluate(measure, { highestRow: HIGHEST_ROW, highestName: HIGHEST_NAME });
        for (const key of view.keys) seen.add(key);
        for (const one of [...view.wrong, ...(step % 10 === 0 ? await hangsOut(page) : [])]) wrong.add(one);
        if (view.isTop && seen.size >= HOSTILE_CROWD) break;
        await timeline().evaluate((element) => element.scrollBy(0, -element.clientHeight * 0.8));
        await settled(page);
      }
      expect([...wrong]).toEqual([]);
      expect(seen.size).toBe(HOSTILE_CROWD);
    });
  }

  test('opened, they are whole, and everything that names them stays in its place', async () => {
    await page.setViewportSize({ width: 1_280, height: 800 });
    for (let times = 0; times < 12; times++) {
      const more = page.getByRole('button', { name: 'Show all' }).first();
      if ((await more.count()) === 0) break;
      await more.press('Enter');
      await settled(page);
      expect.soft(await hangsOut(page)).toEqual([]);
      await timeline().evaluate((element) => element.scrollBy(0, element.clientHeight));
      await settled(page);
    }
    for (let at = 0; at < 6; at++) {
      const details = page.getByRole('button', { name: 'Details' }).nth(at);
      await details.focus(); // which brings its row into view, so that rows above it may be measured anew
      await settled(page);
      await details.press('Enter');
      await page.getByRole('dialog').waitFor();
      expect.soft(await hangsOut(page)).toEqual([]);
      await page.keyboard.press('Escape');
    }
    await page.keyboard.press('Control+k');
    await page.keyboard.type('script');
    expect.soft(await hangsOut(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+,');
    await page.getByRole('dialog').getByRole('button', { name: 'Peers', exact: true }).press('Enter');
    expect.soft(await hangsOut(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  test('a page that opens on it is as whole; its title and what is read out are bounded', async () => {
    await page.reload();
    await page.locator('li[data-index]').first().waitFor();
    expect(await hangsOut(page)).toEqual([]);
    await expect.poll(() => page.title()).toMatch(/^(\(\d+\+?\) )?Peerster$/);
    const spoken = await page.locator('[aria-live], [role=status], [role=log]').allTextContents();
    for (const words of spoken) expect(words.length).toBeLessThan(1_000);
    const named = await page
      .locator('[aria-label], [title]')
      .evaluateAll((all) =>
        all.map((one) => Math.max(one.getAttribute('aria-label')?.length ?? 0, one.getAttribute('title')?.length ?? 0)),
      );
    expect(Math.max(...named)).toBeLessThan(1_000);
  });

  test('nothing was executed, fetched, opened or refused', async () => {
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(await page.evaluate('window.violations')).toEqual([]);
    expect(problems).toEqual([]);
    expect(elsewhere).toEqual([]);
    // The reload above.
    expect(happened).toEqual([`a navigation to ${peer.url}/`]);
  });
});

/** Runs in the page: the messages in view, and what is wrong with any of them. */
function measure({ highestRow, highestName }: { highestRow: number; highestName: number }) {
  const wrong: string[] = [];
  const keys: string[] = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) wrong.push(`the page is ${root.scrollWidth} wide`);
  for (const row of document.querySelectorAll<HTMLElement>('li[data-index]')) {
    const { index = '' } = row.dataset;
    keys.push(index);
    if (row.offsetHeight > highestRow) wrong.push(`${index} is ${row.offsetHeight} high`);
    if (row.scrollWidth > row.clientWidth) wrong.push(`${index} is ${row.scrollWidth} wide`);
    for (const name of row.querySelectorAll<HTMLElement>('bdi')) {
      if (name.offsetHeight > highestName) wrong.push(`the name of ${index} is ${name.offsetHeight} high`);
    }
    for (const { href, target } of row.querySelectorAll('a')) {
      if (!/^https?:/.test(href) || target !== '_blank') wrong.push(`${index} links to ${href}`);
    }
  }
  for (const strange of document.querySelectorAll(
    'main :is(script, style, iframe, img, object, embed, form form, base)',
  )) {
    wrong.push(`there is a ${strange.tagName}`);
  }
  const isTop = (document.querySelector('[role=region]')?.scrollTop ?? 0) <= 0;
  return { wrong, keys, isTop };
}
