/** The switcher and the shortcuts page, by keyboard alone. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { collectProblems } from './support/chromium.ts';
import { describeStories } from './support/storyBrowser.ts';

describeStories('the switcher', (open) => {
  const chosen = (page: Page) => page.getByRole('option', { selected: true });

  test('a few letters and Enter lead to writing to someone', async () => {
    const page = await open('chat');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Go to, or do' }).waitFor();
    await page.keyboard.type('david');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Dávid' }).waitFor();
    await page.close();
  });

  test('with a part of its address they lead to a peer, its rule has the focus', async () => {
    const page = await open('chat');
    const problems = collectProblems(page);
    await page.getByRole('textbox', { name: 'Message to everyone' }).focus();
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Go to, or do' });
    await field.waitFor();
    await page.keyboard.type('david 192');
    await expect.poll(() => chosen(page).textContent()).toContain('Dávid');
    await expect.poll(() => field.getAttribute('aria-activedescendant')).toBe(await chosen(page).getAttribute('id'));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Peers', level: 3 }).waitFor();
    const rule = page.getByRole('combobox', { name: 'Rule for Dávid' });
    await expect.poll(() => rule.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('the arrows go round, Escape leads back to the field that one was in', async () => {
    const page = await open('chat');
    const composer = page.getByRole('textbox', { name: 'Message to everyone' });
    await composer.focus();
    await page.keyboard.press('Control+k');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => chosen(page).textContent()).toContain('Keyboard shortcuts');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => chosen(page).textContent()).toContain('Everyone');
    await page.keyboard.type('no such thing');
    await page.getByText('Nothing of that name').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => composer.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.close();
  });

  test('commands: a peer is added, light becomes dark', async () => {
    const page = await open('chat');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('add');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Settings' }).waitFor();
    await page.keyboard.type('10.1.2.3:5000');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Rule for 10.1.2.3:5000' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('dark');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark');
    await page.close();
  });

  test('everyone is gone to at the newest message, wherever the view of it was', async () => {
    const page = await open('many');
    const problems = collectProblems(page);
    const goTo = async (typed: string, name: string): Promise<void> => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Go to, or do' }).waitFor();
      await page.keyboard.type(typed);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name }).waitFor();
    };
    await page.keyboard.press('Control+f');
    await page.keyboard.type('"message 777" ');
    await page.getByText('Message 777 of').waitFor();
    await goTo('notes to your', 'Notes to yourself');
    await goTo('everyone', 'Everyone');
    await page.getByText('Message 100000 of').waitFor();
    expect(problems).toEqual([]);
    await page.close();
  });

  test('a question mark shows the shortcuts, but is typed in a text', async () => {
    const page = await open('chat');
    const composer = page.getByRole('textbox', { name: 'Message to everyone' });
    await composer.focus();
    await page.keyboard.type('?');
    await expect.poll(() => composer.inputValue()).toBe('?');
    await page.getByRole('button', { name: 'Settings' }).focus();
    await page.keyboard.type('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.close();
  });
});
