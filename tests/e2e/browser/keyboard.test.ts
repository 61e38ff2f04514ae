/** Everything is reached and named without a pointer. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeStories } from './support/storyBrowser.ts';

describeStories('by keyboard alone', (open) => {
  test('Tab goes through the whole chat, each control has a name and shows that it has the focus', async () => {
    const page = await open('chat');
    await page.getByRole('textbox', { name: 'Message to everyone' }).waitFor();
    const visited: string[] = [];
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      const name = await focused(page);
      if (name !== undefined) visited.push(name);
    }
    for (const name of ['Everyone', 'Bea', 'Address of a peer', 'Add', 'Alex', 'Messages', 'Message to everyone']) {
      expect(visited).toContainEqual(expect.stringContaining(name));
    }
    expect(visited.filter((name) => name === '' || name.endsWith('no outline'))).toEqual([]);
  });

  test('a peer is opened, an unverified message explained, an address added', async () => {
    const page = await open('chat');
    await page.locator('summary', { hasText: 'gossip5' }).press('Enter');
    await page.getByRole('button', { name: 'Remove' }).waitFor();
    await page.getByRole('button', { name: 'unverified' }).press('Enter');
    await page.getByText('carries no signature').waitFor();
    const field = page.getByRole('textbox', { name: 'Address of a peer' });
    await field.press('Enter');
    await page.getByRole('alert').getByText('Type an address').waitFor();
    await field.fill('10.1.2.3:5000');
    await field.press('Enter');
    await page.locator('summary', { hasText: '10.1.2.3:5000' }).waitFor();
  });

  test('a message is copied and its details opened; arrow keys go from message to message', async () => {
    const page = await open('chat');
    const bars = page.getByRole('toolbar');
    await bars.last().waitFor({ state: 'attached' });
    const reached = bars.last().locator('button[tabindex="0"]');
    await expect.poll(() => page.locator('[role=toolbar] button[tabindex="0"]').count()).toBe(await reached.count());
    await bars.last().getByRole('button', { name: 'Details' }).focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => focused(page)).toContain('Copy message');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: 'About this message' });
    await panel.getByText('It is signed with the key').waitFor();
    await panel.getByText('Alex').first().waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toContain('Details');
  });

  test('commands: one that helps, one that is not there, one that says what a person does, one that renames', async () => {
    const page = await open('chat', { viewport: { width: 900, height: 800 } });
    const input = page.getByRole('textbox', { name: 'Message to everyone' });
    const type = async (text: string): Promise<void> => {
      await input.fill(text);
      await input.press('Enter');
    };
    await type('/help');
    await page.getByRole('status').getByText('changes your name').waitFor();
    await type('/dance');
    await page.getByRole('alert').getByText('There is no command /dance').waitFor();
    await expect.poll(() => input.inputValue()).toBe('/dance');
    await type('/me waves');
    await page.locator('ol li', { hasText: 'Alex waves' }).waitFor();
    await type('/nick Alexa');
    await page.getByText('Alexa', { exact: true }).first().waitFor();
    if (process.env['PEERSTER_PICTURES'] !== undefined) {
      await type('/help');
      await page.screenshot({ path: `${process.env['PEERSTER_PICTURES']}/commands.png` });
    }
  });

  test('what Escape closes can be opened by the very next key', async () => {
    const page = await open('chat');
    await page.getByRole('textbox', { name: 'Message to everyone' }).waitFor();
    await page.keyboard.press('Control+,');
    const settings = page.getByRole('dialog', { name: 'Settings' });
    await settings.waitFor();
    const session = await page.context().newCDPSession(page);
    const down = (key: string, windowsVirtualKeyCode: number, modifiers: number) =>
      session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, windowsVirtualKeyCode, modifiers });
    const control = 2;
    // Neither waits for what the page does about the other.
    await Promise.all([down('Escape', 27, 0), down(',', 188, control)]);
    await settings.waitFor();
  });

  test('in a narrow window the people open over the chat, Escape leads back to where it was opened', async () => {
    const page = await open('chat', { viewport: { width: 480, height: 800 } });
    const button = page.getByRole('button', { name: 'People and peers' });
    await button.press('Enter');
    await page.getByRole('dialog', { name: 'People and peers' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toContain('People and peers');
  });
});

/** The name of what has the focus, and whether it shows; undefined: the page itself. */
const focused = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return undefined;
    const label = element.getAttribute('aria-label') ?? (element as HTMLInputElement).labels?.[0]?.textContent;
    const name = (label ?? element.textContent ?? '').trim().slice(0, 60);
    // The composer shows it on the box around it.
    const shown = [element, element.parentElement].some((one) => {
      const style = one && getComputedStyle(one);
      return style && (style.outlineStyle !== 'none' || style.boxShadow !== 'none');
    });
    return shown ? name : `${name} no outline`;
  });
