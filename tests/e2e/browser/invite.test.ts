/**
 * Two people on headless peers, one of them in a group that the other doesn't know: invited by its link, asked, joined, and
 * they chat. What a camera would read from the QR code is read from a picture of the page.
 */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { decodeQR } from 'qr/decode.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Group } from '../../../src/api/groups.ts';
import { readInvite } from '../../../src/api/invite.ts';
import { collectProblems, openChromium, whyNoChromium } from './support/chromium.ts';
import { openHeadless, type Headless } from './support/headless.ts';

const pictures = process.env['PEERSTER_PICTURES'];

describe.skipIf(whyNoChromium !== undefined)(`an invitation ${whyNoChromium ?? ''}`, () => {
  let browser: Browser;
  let alex: Headless;
  let bea: Headless;
  let page: Page;
  let beas: Page;
  let problems: readonly (readonly string[])[];
  let link = '';

  const open = async (url: string): Promise<Page> => {
    const opened = await browser.newPage({ viewport: { width: 1_280, height: 800 }, locale: 'en-GB' });
    await opened.goto(url);
    await opened.getByRole('heading', { name: 'Everyone' }).waitFor();
    return opened;
  };

  beforeAll(async () => {
    [browser, alex, bea] = await Promise.all([openChromium(), openHeadless('--as=Alex'), openHeadless('--as=Bea')]);
    [page, beas] = await Promise.all([open(alex.url), open(bea.url)]);
    problems = [collectProblems(page), collectProblems(beas)];
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([alex, bea].map((peer) => peer?.end()));
  });

  const call = async (peer: Headless, path: string, input: object = {}): Promise<unknown> => {
    const answer = await fetch(`${peer.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    return answer.json();
  };
  const groupsOf = async (peer: Headless): Promise<string[]> =>
    ((await call(peer, '/api/v1/groups')) as Group[]).map(({ name }) => name ?? '');
  const say = async (on: Page, text: string): Promise<void> => {
    await on.getByRole('textbox', { name: 'Message to everyone' }).fill(text);
    await on.keyboard.press('Enter');
  };
  const seen = (on: Page, text: string) => on.getByRole('main').getByText(text, { exact: true }).last().waitFor();
  const question = () => beas.getByRole('dialog', { name: 'Join the group “night shift”?' });
  const picture = async (on: Page, name: string) => {
    if (pictures !== undefined) await on.screenshot({ path: join(pictures, `${name}.png`) });
  };

  /** The pixels of what is photographed, decoded in a page of its own: the peer's takes no data: pictures. */
  async function photographed(on: Page, name: string): Promise<{ width: number; height: number; data: Uint8Array }> {
    const png = await on.getByRole('img', { name }).screenshot();
    const other = await browser.newPage();
    const { width, height, bytes } = await other.evaluate(async (base64) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      return { width: bitmap.width, height: bitmap.height, bytes: [...data] };
    }, png.toString('base64'));
    await other.close();
    return { width, height, data: Uint8Array.from(bytes) };
  }

  test('is shown as a link and as a code that cameras can read, in both themes', async () => {
    await page.getByRole('button', { name: 'Join or make a group…' }).click();
    await page.getByRole('textbox', { name: 'Name of the group' }).fill('night shift');
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: 'Groups' }).waitFor();
    await page.getByRole('button', { name: 'Invite…' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Invite to “night shift”' });
    link = (await dialog.getByText('peerster://join').textContent()) ?? '';
    const port = ((await call(alex, '/api/v1/groups')) as Group[]).find(({ name }) => name === 'night shift')?.port;
    expect(readInvite(link)).toEqual({ ok: true, value: { group: 'night shift', addresses: [`127.0.0.1:${port}`] } });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(decodeQR(await photographed(page, 'The invitation as a QR code'))).toBe(link);
    }
    await page.keyboard.press('Escape');
  });

  test('that is none is refused in a sentence; that is called off joins nothing', async () => {
    await beas.getByRole('button', { name: 'Join or make a group…' }).click();
    const field = beas.getByRole('textbox', { name: 'Name of the group' });
    await field.fill(`${link}&at=nobody`);
    await field.press('Enter');
    await beas.getByRole('alert').getByText('an address that no peer can have').waitFor();
    await field.fill(link);
    await field.press('Enter');
    await question().getByText('127.0.0.1:').waitFor();
    await question().getByText('is no secret and no password').waitFor();
    await picture(beas, 'invite-asked');
    await question().getByRole('button', { name: 'Cancel' }).click();
    await question().waitFor({ state: 'detached' });
    expect(await groupsOf(bea)).toEqual(['lobby']);
  });

  test('is followed, and they chat', async () => {
    await beas.getByRole('textbox', { name: 'Address of a peer' }).last().fill(link);
    await beas.keyboard.press('Enter');
    await question().getByRole('button', { name: 'Join', exact: true }).click();
    await question().waitFor({ state: 'detached' });
    expect(await groupsOf(bea)).toEqual(['lobby', 'night shift']);
    await beas.getByText('1 peer, in sync').first().waitFor();
    await say(beas, 'Good evening, Alex');
    await seen(page, 'Good evening, Alex');
    await say(page, 'You found it');
    await seen(beas, 'You found it');
  });

  test('in a message asks where it stands; who is in the group is only connected', async () => {
    await say(page, `Also for the others: ${link}`);
    await beas.getByRole('main').getByRole('button', { name: 'Invitation to the group night shift' }).click();
    const dialog = beas.getByRole('dialog', { name: 'Connect to more peers of “night shift”?' });
    await dialog.getByText('You are in this group already').waitFor();
    await picture(beas, 'invite-member');
    await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await groupsOf(bea)).toEqual(['lobby', 'night shift']);
    expect(beas.context().pages()).toHaveLength(1);
    expect(beas.url()).toBe(`${bea.url}/`);
    expect(problems).toEqual([[], []]);
  });
});
