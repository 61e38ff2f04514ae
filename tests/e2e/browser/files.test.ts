/** Files between two real peers, as people see them: offered, fetched, saved, looked at, searched for, taken back. */
import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectProblems, openChromium, whyNoChromium } from './support/chromium.ts';
import { openHeadless, type Headless } from './support/headless.ts';
import { handOn } from './support/keyboard.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** One red pixel. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
);

const call = async (peer: Headless | undefined, name: string, body: object): Promise<unknown> => {
  const answer = await fetch(`${peer?.url}/api/v1/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return await answer.json();
};

describe.skipIf(whyNoChromium !== undefined)(`files ${whyNoChromium ?? ''}`, () => {
  let browser: Browser;
  let peers: readonly Headless[] = [];
  let alex: Page;
  let bea: Page;
  const problems: (readonly string[])[] = [];
  /** More than the course's 2 MiB, so that its metafiles are a tree. */
  const large = randomBytes(3_000_000);

  const openPage = async (peer: Headless): Promise<Page> => {
    const page = await browser.newPage({ locale: 'en-GB', acceptDownloads: true });
    problems.push(collectProblems(page));
    await page.goto(peer.url);
    await page.getByRole('heading', { name: 'Everyone' }).waitFor();
    return page;
  };
  const offer = async (page: Page, words: string, files: { name: string; mimeType: string; buffer: Buffer }[]) => {
    await page.locator('input[type=file]').setInputFiles(files);
    const tray = page.getByRole('list', { name: 'Files to be sent' });
    await tray.getByText('Being read…').first().waitFor({ state: 'detached' });
    await page.locator('main textarea').fill(words);
    await page.locator('main textarea').press('Enter');
    await tray.waitFor({ state: 'detached' });
  };
  const timeline = (page: Page) => page.getByRole('region', { name: 'Messages' });

  beforeAll(async () => {
    browser = await openChromium();
    const first = await openHeadless('--as=Alex');
    peers = [first, await openHeadless('--as=Bea', `-peers=${first.address}`)];
    [alex, bea] = (await Promise.all(peers.map(openPage))) as [Page, Page];
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all(peers.map((peer) => peer.end()));
    expect(problems.flat()).toEqual([]);
  });

  test('one is offered to everyone, fetched, and saved as it was', async () => {
    await offer(alex, 'The measurements', [
      { name: 'measures.bin', mimeType: 'application/octet-stream', buffer: large },
    ]);
    await timeline(bea).getByText('The measurements').waitFor();
    await timeline(bea).getByRole('button', { name: 'Download: measures.bin' }).press('Enter');
    const link = timeline(bea).getByRole('link', { name: 'Save: measures.bin' });
    await link.waitFor();
    const [download] = await Promise.all([bea.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('measures.bin');
    expect(sha256(await readFile(await download.path()))).toBe(sha256(large));
  });

  test('a picture is shown once it is here, and not before', async () => {
    await offer(alex, '', [{ name: 'red.png', mimeType: 'image/png', buffer: PICTURE }]);
    const download = timeline(bea).getByRole('button', { name: 'Download: red.png' });
    await download.waitFor();
    await expect.poll(() => timeline(bea).locator('img').count()).toBe(0);
    await download.press('Enter');
    await bea.waitForFunction(() => document.querySelector<HTMLImageElement>('main img')?.naturalWidth === 1);
  });

  test('one that claims to be a picture is none', async () => {
    const script = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>window.hacked=1</script></svg>');
    await offer(alex, '', [{ name: 'evil.png', mimeType: 'image/png', buffer: script }]);
    await timeline(bea).getByRole('button', { name: 'Download: evil.png' }).press('Enter');
    await timeline(bea).getByRole('link', { name: 'Save: evil.png' }).waitFor();
    await expect.poll(() => timeline(bea).locator('img').count()).toBe(1);
    expect(await bea.evaluate('window.hacked')).toBeUndefined();
  });

  test('they are searched for and fetched by keys alone; who stops offering one isn’t found any more', async () => {
    await offer(alex, '', [{ name: 'Wanted list.txt', mimeType: 'text/plain', buffer: Buffer.from('wanted') }]);
    const hand = handOn(bea);
    await hand.tabTo('Files');
    await hand.press('Enter');
    await bea.getByRole('dialog').getByRole('tab', { name: 'Here' }).press('ArrowRight');
    await bea.getByRole('dialog').getByLabel('Search for files').focus();
    await hand.type('wanted');
    await hand.press('Enter');
    await bea.getByRole('dialog').getByText('1 file found').waitFor();
    await hand.tabTo('Download: Wanted list.txt');
    await hand.press('Enter');
    await bea.getByRole('dialog').getByRole('link', { name: 'Save: Wanted list.txt' }).waitFor();
    await hand.press('Escape');
    await bea.getByRole('dialog').waitFor({ state: 'detached' });
    const stop = timeline(bea).getByRole('button', { name: 'Stop offering: Wanted list.txt' });
    await stop.press('Enter');
    await stop.waitFor({ state: 'detached' });
    await timeline(bea).getByRole('button', { name: 'Download: Wanted list.txt' }).waitFor();
  });

  /** The names of the files that a search of Bea’s peer finds. */
  const found = async (keyword: string): Promise<readonly string[]> => {
    await call(peers[1], 'findFiles', { keywords: [keyword], budget: 4 });
    const read = async () =>
      (await call(peers[1], 'foundFiles', {})) as { state: string; files: readonly { name: string }[] };
    await expect.poll(async () => (await read()).state).toBe('done');
    return (await read()).files.map(({ name }) => name);
  };
  const goTo = async (page: Page, typed: string, heading: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type(typed);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
  };
  const tray = (page: Page) => page.getByRole('list', { name: 'Files to be sent' });
  const text = (name: string, content: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });

  test('what is attached waits while one looks elsewhere, and nobody finds it before it is sent', async () => {
    await offer(alex, '', [text('salaries of everyone.txt', 'known')]);
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await alex.route(/file\?name=slow/, async (route) => {
      await held;
      await route.continue();
    });
    await alex.locator('input[type=file]').setInputFiles([text('salaries.txt', 'secret'), text('slow.txt', 'slow')]);
    await tray(alex).getByText('6 bytes').waitFor();
    await goTo(alex, 'notes to', 'Notes to yourself');
    await expect.poll(() => tray(alex).count()).toBe(0);
    letGo();
    await goTo(alex, 'everyone', 'Everyone');
    await tray(alex).getByText('4 bytes').waitFor();
    await expect.poll(() => tray(alex).getByText('6 bytes').count()).toBe(1);
    expect(await found('salaries')).toEqual(['salaries of everyone.txt']);
    await alex.locator('main textarea').press('Enter');
    await tray(alex).waitFor({ state: 'detached' });
    await timeline(bea).getByRole('button', { name: 'Download: salaries.txt' }).waitFor();
    expect((await found('salaries')).toSorted()).toEqual(['salaries of everyone.txt', 'salaries.txt']);
  });

  test('what is dropped while a dialog is open goes nowhere', async () => {
    const drop = (name: string): Promise<void> =>
      alex.evaluate((called) => {
        const data = new DataTransfer();
        data.items.add(new File(['x'], called));
        const target = document.querySelector('dialog h2') ?? document.body;
        for (const kind of ['dragenter', 'dragover', 'drop'])
          target.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
      }, name);
    await alex.keyboard.press('Control+,');
    await alex.getByRole('dialog', { name: 'Settings' }).waitFor();
    await drop('on the settings.txt');
    await alex.keyboard.press('Escape');
    await alex.getByRole('dialog').waitFor({ state: 'detached' });
    await drop('on the chat.txt');
    await tray(alex).getByText('1 byte', { exact: true }).waitFor();
    expect(await tray(alex).getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining('on the chat.txt'),
    ]);
    await tray(alex).getByRole('button', { name: 'Remove on the chat.txt' }).click();
    await expect.poll(async () => JSON.stringify(await call(peers[0], 'files', {}))).not.toContain('on the');
  });

  test('one that is attached again and taken off is offered as before', async () => {
    await offer(alex, '', [text('minutes.txt', 'the same')]);
    const stop = timeline(alex).getByRole('button', { name: 'Stop offering: minutes.txt' });
    await stop.waitFor();
    await alex.locator('input[type=file]').setInputFiles([text('minutes.txt', 'the same'), text('new.txt', 'new!!')]);
    await tray(alex).getByText('8 bytes').waitFor();
    await tray(alex).getByText('5 bytes').waitFor();
    await tray(alex).getByRole('button', { name: 'Remove minutes.txt' }).click();
    await tray(alex).getByRole('button', { name: 'Remove new.txt' }).click();
    // One after the other: once the second is gone, the first would be.
    await expect.poll(async () => JSON.stringify(await call(peers[0], 'files', {}))).not.toContain('new.txt');
    const files = (await call(peers[0], 'files', {})) as { name: string; listed: boolean; state: { kind: string } }[];
    const minutes = files.find(({ name }) => name === 'minutes.txt');
    expect(minutes).toMatchObject({ listed: true, state: { kind: 'here' } });
    expect(await stop.count()).toBe(1);
  });

  test('it is still here after a reload and a restart', async () => {
    await peers[1]?.stop();
    await peers[1]?.start();
    await bea.reload();
    await timeline(bea).getByRole('link', { name: 'Save: measures.bin' }).waitFor();
    const cut = /ERR_CONNECTION_REFUSED|WebSocket connection to/;
    problems.splice(
      0,
      problems.length,
      problems.flat().filter((line) => !cut.test(line)),
    );
  });
});
