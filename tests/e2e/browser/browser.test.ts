/** Two people at two browser pages, each on a headless peer of their own, as `npm start` without Electron serves it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostileTexts } from './stories/hostile.ts';
import { collectProblems, openChromium, whyNoChromium } from './support/chromium.ts';
import { openHeadless, type Headless } from './support/headless.ts';

const pictures = process.env['PEERSTER_PICTURES'];

describe.skipIf(whyNoChromium !== undefined)(`two pages on two peers ${whyNoChromium ?? ''}`, () => {
  let browser: Browser;
  let peers: Headless[] = [];
  const pages: Page[] = [];
  const complaints: (readonly string[])[] = [];
  const [alex, bea] = [0, 1];
  const pageOf = (who: number): Page => pages[who]!;

  beforeAll(async () => {
    [browser, ...peers] = await Promise.all([openChromium(), openHeadless(), openHeadless()]);
    for (const { url } of peers) {
      const page = await browser.newPage({ viewport: { width: 1_280, height: 800 }, reducedMotion: 'reduce' });
      complaints.push(collectProblems(page));
      await page.goto(url);
      pages.push(page);
    }
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all(peers.map((peer) => peer.end()));
  });

  const seen = (who: number, text: string) => pageOf(who).getByText(text, { exact: true }).last().waitFor();
  const composer = (who: number) => pageOf(who).getByRole('textbox', { name: 'Message to everyone' });
  const say = async (who: number, text: string) => {
    await composer(who).fill(text);
    await composer(who).press('Enter');
  };
  const picture = async (who: number, name: string) => {
    if (pictures !== undefined) await pageOf(who).screenshot({ path: join(pictures, `${name}.png`) });
  };

  test('the first start asks for a name, and says what is wrong with one', async () => {
    for (const [who, name] of ['Alex', 'Bea'].entries()) {
      const field = pageOf(who).getByRole('textbox', { name: 'Your name' });
      await field.press('Enter');
      await pageOf(who).getByRole('alert').getByText('Type a name first.').waitFor();
      await field.fill('x'.repeat(500));
      await field.press('Enter');
      await pageOf(who).getByRole('alert').waitFor();
      await field.fill(name);
      await picture(who, 'first-start-real');
      await field.press('Enter');
      await pageOf(who).getByRole('heading', { name: 'Waiting for a first peer' }).waitFor();
      await pageOf(who).getByText(peers[who]!.address).first().waitFor();
    }
  });

  test('a peer is added by its address; what is no address is refused beside the field', async () => {
    const main = pageOf(alex).getByRole('main');
    const field = main.getByRole('textbox', { name: 'Address of a peer' });
    await field.fill('nonsense');
    await field.press('Enter');
    await main.getByRole('alert').waitFor();
    await field.fill(peers[bea]!.address);
    await field.press('Enter');
    await seen(alex, '1 peer, in sync');
    await seen(bea, '1 peer, in sync');
  });

  test('they chat both ways', async () => {
    await say(alex, 'Hello Bea');
    await seen(bea, 'Hello Bea');
    await say(bea, 'Hello Alex, see https://example.org/x.');
    const link = pageOf(alex).getByRole('link', { name: 'https://example.org/x' });
    await link.waitFor();
    await expect.poll(() => link.getAttribute('rel')).toBe('noopener noreferrer');
    await say(alex, 'مرحبا');
    await seen(bea, 'مرحبا');
    await pageOf(bea).getByRole('complementary').getByText('Alex', { exact: true }).waitFor();
  });

  test('hostile texts arrive as texts', async () => {
    for (const text of hostileTexts.map((one) => one.toWellFormed().trim())) {
      // What is left of some of them is nothing, or more than a message holds; the peer says so.
      if (text === '' || new TextEncoder().encode(text).length > 8_000) continue;
      await say(alex, text);
    }
    await say(alex, 'end of the hostile texts');
    await seen(bea, 'end of the hostile texts');
    for (const page of pages) {
      await page.getByRole('region', { name: 'Messages' }).press('Home');
      await page.waitForFunction(() => document.body.textContent?.includes('<script>window.hacked = 1</script>'));
      expect(await page.evaluate('window.hacked')).toBeUndefined();
      await expect.poll(() => page.locator('main script, main iframe, main img, main h1').count()).toBe(1);
      await page.getByRole('button', { name: /^(Jump to latest|\d+ new messages?)$/ }).click();
    }
  });

  test('a reload keeps everything', async () => {
    await pageOf(bea).reload();
    await seen(bea, 'end of the hostile texts');
    await seen(bea, '1 peer, in sync');
  });

  test('while a peer is away the page says so; when it is back, everything is there and the chat goes on', async () => {
    await peers[alex]!.stop();
    await seen(alex, 'Connection to the peer lost, trying again');
    await say(alex, 'Typed while it was away');
    await pageOf(alex)
      .getByRole('alert')
      .getByText(/^Not sent: /)
      .waitFor();
    await expect.poll(() => composer(alex).inputValue()).toBe('Typed while it was away');

    await say(bea, 'Said while Alex was away');
    await peers[alex]!.start();
    await seen(alex, 'Said while Alex was away');
    await composer(alex).press('Enter');
    await seen(bea, 'Typed while it was away');

    await pageOf(alex).reload();
    await seen(alex, 'Typed while it was away');
    await pageOf(alex)
      .getByRole('region', { name: 'Messages' })
      .evaluate((element) => element.scrollTo(0, 0));
    await seen(alex, 'Hello Bea');
  });

  test('nothing complained but for the connection that was cut', () => {
    const cut = /ERR_CONNECTION_REFUSED|WebSocket connection to/;
    expect(complaints.flat().filter((complaint) => !cut.test(complaint))).toEqual([]);
  });
});

describe.skipIf(whyNoChromium !== undefined)(`a peer with a token ${whyNoChromium ?? ''}`, () => {
  let browser: Browser;
  let peer: Headless;
  let token: string;
  let folder: string;

  beforeAll(async () => {
    browser = await openChromium();
    folder = await mkdtemp(join(tmpdir(), 'peerster-token-'));
    const file = join(folder, 'token');
    peer = await openHeadless(`--token-file=${file}`, '--as=Carol');
    token = (await readFile(file, 'utf8')).trim();
  });
  afterAll(async () => {
    await browser?.close();
    await peer?.end();
    await rm(folder, { recursive: true });
  });

  test('a page without it is told how to get in; with it, it is in, also after a reload', async () => {
    const page = await browser.newPage();
    await page.goto(peer.url);
    await page.getByRole('heading', { name: 'This page may not use the peer' }).waitFor();
    await page.goto(`${peer.url}/#token=${'x'.repeat(32)}`);
    await page.reload();
    await page.getByRole('heading', { name: 'This page may not use the peer' }).waitFor();

    const fresh = await browser.newPage();
    await fresh.goto(`${peer.url}/#token=${token}`);
    await fresh.getByRole('heading', { name: 'Everyone' }).waitFor();
    expect(fresh.url()).toBe(`${peer.url}/`);
    await fresh.reload();
    await fresh.getByRole('heading', { name: 'Everyone' }).waitFor();
  });
});
