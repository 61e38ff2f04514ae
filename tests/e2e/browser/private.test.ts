/** Private messages between real peers, as people see them: two of ours, and one as the course has them. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectProblems, openChromium, whyNoChromium } from './support/chromium.ts';
import { openHeadless, type Headless } from './support/headless.ts';

describe.skipIf(whyNoChromium !== undefined)(`private messages ${whyNoChromium ?? ''}`, () => {
  let browser: Browser;
  let peers: Headless[] = [];
  let alex: Page;
  let bea: Page;
  const problems: (readonly string[])[] = [];

  const openPage = async (peer: Headless): Promise<Page> => {
    const page = await browser.newPage({ locale: 'en-GB' });
    problems.push(collectProblems(page));
    await page.goto(peer.url);
    await page.getByRole('heading', { name: 'Everyone' }).waitFor();
    return page;
  };
  const write = async (page: Page, text: string): Promise<void> => {
    await page.locator('main textarea').fill(text);
    await page.locator('main textarea').press('Enter');
  };
  const list = (page: Page) => page.getByRole('navigation', { name: 'Conversations' });
  const messages = (page: Page) => page.getByRole('region', { name: 'Messages' });

  beforeAll(async () => {
    browser = await openChromium();
    const first = await openHeadless('--as=Alex', '-rtimer=10');
    const others = await Promise.all([
      openHeadless('--as=Bea', '-rtimer=10', `-peers=${first.address}`),
      openHeadless('-name=Course', '-rtimer=1', `-peers=${first.address}`),
    ]);
    peers = [first, ...others];
    [alex, bea] = await Promise.all([openPage(first), openPage(others[0])]);
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all(peers.map((peer) => peer.end()));
  });

  test('one is written from a peer’s row, confirmed, unread there until it is opened, and answered', async () => {
    await alex.locator('summary', { hasText: 'Bea' }).click();
    await alex.getByRole('button', { name: 'Message Bea' }).click();
    await alex.getByRole('heading', { level: 1, name: 'Bea' }).waitFor();
    await alex.getByRole('main').getByText('direct').waitFor();
    await write(alex, 'Between us');
    await messages(alex).getByText('Delivered', { exact: true }).waitFor();

    await list(bea)
      .getByRole('link', { name: /Alex.*Between us.*1 unread/ })
      .waitFor();
    await expect.poll(() => bea.title()).toBe('(1) Peerster');
    await expect.poll(() => messages(bea).getByText('Between us').count()).toBe(0);
    await list(bea).getByRole('link', { name: /Alex/ }).click();
    await messages(bea).getByText('Between us').waitFor();
    await list(bea).getByText('1 unread').waitFor({ state: 'detached' });
    await write(bea, 'Just us');
    await messages(alex).getByText('Just us').waitFor();
    await list(alex).getByRole('link', { name: 'Everyone' }).click();
    await messages(alex).getByText('Just us').waitFor({ state: 'detached' });
  });

  test('while the other is away it is not called delivered; when they are back, it is', async () => {
    await peers[1]?.stop();
    await write(alex, '/msg Bea For when you are back');
    await alex.getByRole('heading', { level: 1, name: 'Bea' }).waitFor();
    await messages(alex)
      .getByText(/^(Sent, not confirmed yet|Waiting, not sent yet)$/)
      .waitFor();
    await peers[1]?.start();
    await messages(alex)
      .getByText(/^(Sent, not confirmed yet|Waiting, not sent yet)$/)
      .waitFor({ state: 'detached' });
    await messages(bea).getByText('For when you are back').waitFor();
  });

  test('what is read in one tab is unread in no other, nor after a reload', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const open = async (): Promise<Page> => {
      const page = await context.newPage();
      problems.push(collectProblems(page));
      await page.goto(peers[0]!.url);
      await page.getByRole('heading', { name: 'Everyone' }).waitFor();
      return page;
    };
    const marks = (page: Page): Promise<string[]> =>
      page.evaluate(() => Object.keys(JSON.parse(localStorage.getItem('readUpTo:private:everyone') ?? '{}') as object));
    const [one, two] = [await open(), await open()];
    for (const page of [one, two]) {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('Notes to yourself');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Notes to yourself' }).waitFor();
    }
    await write(bea, '/msg Alex Read me in one tab');
    for (const page of [one, two])
      await list(page)
        .getByRole('link', { name: /Read me in one tab.*1 unread/ })
        .waitFor();
    await list(one).getByRole('link', { name: /Bea/ }).click();
    await messages(one).getByText('Read me in one tab').waitFor();
    await list(two).getByText('1 unread').waitFor({ state: 'detached' });
    await expect.poll(() => two.title()).toBe('Peerster');

    await list(one).getByRole('link', { name: 'Everyone' }).click();
    await list(bea).getByRole('link', { name: 'Everyone' }).click();
    await write(bea, 'Read by all in one tab');
    await messages(one).getByText('Read by all in one tab').waitFor();
    await write(two, 'A note in the other tab');
    await expect.poll(async () => (await marks(one)).length).toBe(2);
    await expect.poll(() => two.title()).toBe('Peerster');
    await one.reload();
    await list(one)
      .getByRole('link', { name: /Read me in one tab/ })
      .waitFor();
    await expect.poll(() => list(one).getByText('unread').count()).toBe(0);
    await expect.poll(() => one.title()).toBe('Peerster');
    await context.close();
  });

  test('to a course peer: sent once, and said that it can’t be confirmed and can be read', async () => {
    await alex.keyboard.press('Control+k');
    await alex.keyboard.type('Message Course');
    await alex.getByRole('option', { name: /Message Course/ }).click();
    await alex.getByRole('heading', { level: 1, name: 'Course' }).waitFor();
    await alex.getByRole('note').getByText('can’t confirm').waitFor();
    await write(alex, 'In clear');
    await messages(alex).getByText('Sent, can’t be confirmed').waitFor();
  });

  test('notes to oneself go nowhere and are kept', async () => {
    await alex.locator('summary', { hasText: 'Alex' }).click();
    await alex.getByRole('button', { name: 'Notes to yourself' }).click();
    await alex.getByRole('heading', { level: 1, name: 'Notes to yourself' }).waitFor();
    await write(alex, 'Buy cables');
    await messages(alex).getByText('Buy cables').waitFor();
    await alex.reload();
    await list(alex)
      .getByRole('link', { name: /Notes to yourself.*Buy cables/ })
      .click();
    await messages(alex).getByText('Buy cables').waitFor();
    const cut = /ERR_CONNECTION_REFUSED|WebSocket connection to/;
    expect(problems.flat().filter((problem) => !cut.test(problem))).toEqual([]);
  });
});
