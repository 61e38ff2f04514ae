/** The environment's page on a real environment: gossipers are started, opened, chat, and are stopped; by keys alone. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePorts, startEnvironment } from '../../interop/peersterProcess.ts';
import { collectProblems, openChromium, whyNoChromium } from './support/chromium.ts';
import { handOn } from './support/keyboard.ts';

describe.skipIf(whyNoChromium !== undefined)(`the environment ${whyNoChromium ?? ''}`, () => {
  let browser: Browser;
  let environment: Awaited<ReturnType<typeof startEnvironment>>;
  let page: Page;
  let problems: readonly string[] = [];

  beforeAll(async () => {
    browser = await openChromium();
    environment = await startEnvironment('--ephemeral');
    page = await browser.newPage({ locale: 'en-GB' });
    problems = collectProblems(page);
    await page.goto(environment.url);
    await page.getByRole('heading', { name: 'Environment of gossipers' }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await environment?.stop();
  });

  test('starts two that know each other', async () => {
    await page.getByText('None runs yet').waitFor();
    const hand = handOn(page);
    const ports = await freePorts(2);
    for (const [at, name] of ['A', 'B'].entries()) {
      await hand.tabTo('Address');
      await page.keyboard.press('Control+a');
      await hand.type(`127.0.0.1:${ports[at]}`);
      await hand.tabTo('Start');
      await hand.press('Enter');
      await page.getByRole('link', { name: `Open ${name}` }).waitFor();
    }
    await page.getByText('1 peer, in sync').nth(1).waitFor();
  });

  test('opens one, whose chat the other one sees, and leads back', async () => {
    await page.getByRole('link', { name: 'Open A' }).press('Enter');
    await page.getByLabel('Message to everyone').fill('From A');
    await page.getByLabel('Message to everyone').press('Enter');
    await page.getByRole('region', { name: 'Messages' }).getByText('From A').waitFor();
    await page.getByLabel('Message to everyone').fill('A draft of A');
    await page.getByRole('link', { name: 'All gossipers' }).press('Enter');
    await page.getByRole('link', { name: 'Open B' }).press('Enter');
    await page.getByRole('region', { name: 'Messages' }).getByText('From A').waitFor();
    await expect.poll(() => page.getByLabel('Message to everyone').inputValue()).toBe('');
    await page.goto(environment.url);
    await page.getByRole('link', { name: 'Open A' }).press('Enter');
    await page.getByLabel('Message to everyone').waitFor();
    await expect.poll(() => page.getByLabel('Message to everyone').inputValue()).toBe('A draft of A');
    await page.goto(environment.url);
  });

  test('stops one', async () => {
    await page.getByRole('button', { name: 'Stop B' }).press('Enter');
    await page.getByRole('link', { name: 'Open B' }).waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
  });
});
