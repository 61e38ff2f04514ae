/** Three real peers: who holds what is said by name, and a peer that goes and comes back is told between the messages. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectProblems, openChromium, whyNoChromium } from './support/chromium.ts';
import { openHeadless, type Headless } from './support/headless.ts';

/** A peer that was stopped is missed after pings of 15 s and more. */
const MISSED_MS = 90_000;

describe.skipIf(whyNoChromium !== undefined)(`three peers ${whyNoChromium ?? ''}`, () => {
  let browser: Browser;
  let [ann, bob, carol]: (Headless | undefined)[] = [];
  let page: Page;
  let problems: readonly string[] = [];

  const api = async (peer: Headless | undefined, call: string, input: object): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${peer?.url}/api/v1/${call}`, { method: 'POST', headers, body: JSON.stringify(input) });
    return answer.json();
  };

  beforeAll(async () => {
    browser = await openChromium();
    [ann, bob, carol] = await Promise.all(['Ann', 'Bob', 'Carol'].map((name) => openHeadless(`--as=${name}`)));
    for (const peer of [bob, carol]) await api(ann, 'addPeer', { address: peer?.address });
    page = await browser.newPage({ viewport: { width: 1_280, height: 800 }, reducedMotion: 'reduce', locale: 'en-GB' });
    problems = collectProblems(page);
    await page.goto(ann?.url ?? '');
    await page.getByText('2 of 2 in sync').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([ann, bob, carol].map(async (peer) => peer?.end()));
  });

  test('what Ann says is held by two of two, by name', async () => {
    await api(ann, 'say', { text: 'Who has this?' });
    await page.getByRole('button', { name: 'Held by 2 of 2. Show who holds it' }).press('Enter');
    const panel = page.getByRole('dialog', { name: 'About this message' });
    const holders = panel.getByRole('region', { name: 'They hold it' });
    await holders.waitFor();
    expect(await holders.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(/^Bob\s+(just now|.* ago)\s+measured$/),
      expect.stringMatching(/^Carol\s+(just now|.* ago)\s+measured$/),
    ]);
    await page.keyboard.press('Escape');
  });

  test('of what another said, the panel says who holds it and how it came', async () => {
    await api(bob, 'say', { text: 'Said by Bob' });
    await page.getByText('Said by Bob', { exact: true }).waitFor();
    const row = page.locator('li[data-index]', { hasText: 'Said by Bob' });
    await row.hover();
    await row.getByRole('button', { name: 'Details' }).click();
    const panel = page.getByRole('dialog', { name: 'About this message' });
    await panel.getByText('Held by 2 of 2').waitFor();
    await panel.getByText(/^Rumor: /).waitFor();
    await expect.poll(() => panel.getByText('From the peer').locator('..').innerText()).toContain('Bob');
    await page.keyboard.press('Escape');
  });

  test(
    'Carol goes: one line; she is back: another, with how much was caught up',
    async () => {
      await carol?.stop();
      await page.locator('[data-line=cutOff]').waitFor({ timeout: MISSED_MS });
      await expect
        .poll(() => page.locator('[data-line=cutOff]').innerText())
        .toContain('You are cut off from \u2068Carol\u2069');
      await page
        .locator('summary', { hasText: 'Carol' })
        .getByText(/^Unreachable, last heard /)
        .waitFor();
      for (const text of ['first', 'second', 'third']) await api(ann, 'say', { text });
      const last = page.locator('li[data-index]', { hasText: 'third' });
      await last.getByRole('button', { name: /^Held by 1 of [12]\. / }).waitFor();

      await carol?.start();
      for (const text of ['fourth', 'fifth']) await api(carol, 'say', { text });
      const healed = page.locator('[data-line=healed]');
      await healed.waitFor({ timeout: MISSED_MS });
      await expect.poll(() => healed.innerText()).toContain('Connected again with \u2068Carol\u2069 after ');
      await page.getByText('fifth', { exact: true }).waitFor({ timeout: MISSED_MS });
      await last.getByRole('button', { name: /^Held by 2 of 2\. / }).waitFor({ timeout: MISSED_MS });
      await expect.poll(() => page.locator('[data-line]').count()).toBe(2);
    },
    3 * MISSED_MS,
  );

  test('nothing complained', () => expect(problems).toEqual([]));
});
