/** The network page on two real peers: their link, measured, and the datagrams that a message takes. */
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectProblems, openChromium, whyNoChromium } from './support/chromium.ts';
import { openHeadless, type Headless } from './support/headless.ts';

describe.skipIf(whyNoChromium !== undefined)(`the network of two peers ${whyNoChromium ?? ''}`, () => {
  let browser: Browser;
  let alex: Headless;
  let bea: Headless;
  beforeAll(async () => {
    [browser, alex, bea] = await Promise.all([openChromium(), openHeadless('--as=Alex'), openHeadless('--as=Bea')]);
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([alex?.end(), bea?.end()]);
  });

  test('its picture, table and packet log show what happens, and the log can be saved', async () => {
    const page = await browser.newPage({ viewport: { width: 1_280, height: 900 }, reducedMotion: 'reduce' });
    const problems = collectProblems(page);
    await page.goto(alex.url);
    const field = page.getByRole('main').getByRole('textbox', { name: 'Address of a peer' });
    await field.fill(bea.address);
    await field.press('Enter');
    const state = page.getByRole('main').getByRole('button', { name: '1 peer, in sync' });
    await state.click();

    const dialog = page.getByRole('dialog', { name: 'Network picture' });
    await dialog
      .getByRole('group', { name: 'Picture of peers and links' })
      .getByRole('button', { name: /Bea/ })
      .click();
    await dialog.getByRole('button', { name: 'Open this peer' }).waitFor();
    const row = dialog.getByRole('table', { name: 'Our links (measured)' }).getByRole('row', { name: /Bea/ });
    await row.getByText('in sync').waitFor();
    await row.getByText(/\d ms/).waitFor();

    const said = await fetch(`${bea.url}/api/v1/say`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'a text that is in no log' }),
    });
    expect(said.status).toBe(200);
    const log = dialog.getByRole('table', { name: 'Packet log' });
    await dialog.getByRole('textbox', { name: 'Filter' }).fill('message of bea');
    await log
      .getByRole('row', { name: /Message \d+ of Bea/ })
      .first()
      .waitFor();
    await expect.poll(() => log.textContent()).not.toContain('a text');

    const saved = async (name: string): Promise<Buffer> => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        dialog.getByRole('button', { name }).click(),
      ]);
      return readFile(await download.path());
    };
    const json: unknown = JSON.parse((await saved('Export JSON')).toString());
    expect(json).toMatchObject([{ kind: 'rumor', who: 'Bea', direction: 'received', address: bea.address }]);
    const pcap = await saved('Export pcap');
    expect(pcap.readUInt32LE(0)).toBe(0xa1b2c3d4);
    expect(pcap.includes('a text that is in no log')).toBe(true);

    await dialog.getByRole('button', { name: 'Pause' }).click();
    await dialog.getByRole('button', { name: /^Go on/ }).waitFor();
    expect(problems).toEqual([]);
  });
});
