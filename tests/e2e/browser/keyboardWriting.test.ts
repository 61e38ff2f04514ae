/** Writing, finding, selecting and exporting, by keys alone; what is opened leads back to where it was opened. */
import { expect, test } from 'vitest';
import { beginIn, COMPOSER, gone, isAt } from './support/byKeys.ts';
import { describeStories } from './support/storyBrowser.ts';
import { clientDoes } from './support/ways.ts';

describeStories('by keyboard alone, messages:', (open) => {
  const begin = beginIn(open);

  test('an emoji by its name and by its category; a person; a command', async () => {
    const { page, hand } = await begin('people');
    const field = page.getByRole('textbox', { name: COMPOSER });
    await hand.type('Well done ');
    await hand.tabTo('Emoji');
    await hand.press('Enter');
    await isAt(hand, 'Search emoji');
    await hand.type('party popper');
    await page.getByRole('option', { name: 'party popper', selected: true }).waitFor();
    await hand.press('Enter');
    await isAt(hand, COMPOSER);
    await hand.tabTo('Emoji');
    await hand.press('Enter');
    await hand.tabTo('Chosen lately');
    await hand.press('ArrowRight');
    await page.getByRole('tab', { name: 'Smileys', selected: true }).waitFor();
    await hand.press('Escape');
    await isAt(hand, COMPOSER);
    await hand.type(' @mei');
    await page.getByRole('option', { name: 'Mei Lin', selected: true }).waitFor();
    await hand.press('Tab');
    await isAt(hand, COMPOSER);
    await expect.poll(() => field.inputValue()).toBe('Well done 🎉 @Mei Lin ');
    await hand.press('Enter');
    await page.getByText('Well done 🎉').last().waitFor();
    await hand.type('/n');
    await page.getByRole('option', { selected: true }).waitFor();
    await hand.press('Enter');
    await expect.poll(() => field.inputValue()).toBe('/nick ');
    await page.close();
  });

  test('found in the conversation, from match to match, and back to the text', async () => {
    const { page, hand } = await begin('chat');
    await hand.press('Control+f');
    await isAt(hand, 'Find in this conversation');
    await hand.type('the');
    await page.getByRole('search').getByText(/^1 of/).waitFor();
    await hand.press('Enter');
    await page.getByRole('search').getByText(/^2 of/).waitFor();
    await hand.tabTo(/^Newer match/);
    await hand.press('Enter');
    await page.getByRole('search').getByText(/^1 of/).waitFor();
    await hand.press('Escape');
    await page.getByRole('search').waitFor({ state: 'detached' });
    await isAt(hand, COMPOSER);
    await page.close();
  });

  test('searched in all messages, chosen, and gone to', async () => {
    const { page, hand } = await begin('chat');
    await hand.tabTo('Search all messages');
    await hand.press('Enter');
    await isAt(hand, 'Search all messages');
    await hand.type('switch');
    await page.getByRole('option').nth(1).waitFor();
    await hand.press('ArrowDown', 'Enter');
    await gone(page);
    await page.getByText('The workshop network is up').waitFor();
    await hand.press('Control+Shift+F');
    await isAt(hand, 'Search all messages');
    await hand.press('Escape');
    await gone(page);
    await page.close();
  });

  test('several are selected, copied, and let go', async () => {
    const { page, hand } = await begin('chat', { permissions: ['clipboard-read', 'clipboard-write'] });
    await hand.tabTo('Select this message', 'Shift+Tab');
    await hand.press('Enter', 'Shift+ArrowUp', 'Shift+ArrowUp');
    await page.getByRole('group', { name: '3 selected' }).waitFor();
    await hand.tabTo('Copy');
    await hand.press('Enter');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/Bea: Coffee! ☕$/);
    await hand.tabTo('End the selection');
    await hand.press('Enter');
    await page.getByRole('group', { name: '3 selected' }).waitFor({ state: 'detached' });
    expect(await hand.at()).toBeDefined();
    await page.close();
  });

  test('the conversation is exported, and what takes long is called off', async () => {
    const { page, hand } = await begin('chat');
    await hand.tabTo('More for this conversation', 'Shift+Tab');
    await hand.press('Enter', 'End', 'Enter');
    await page.getByRole('dialog', { name: 'Export this conversation' }).waitFor();
    await hand.tabTo('Markdown, to read');
    await hand.press('ArrowRight');
    await clientDoes(page, (client) => {
      const { call } = client;
      client.call = () => {
        client.call = call;
        return new Promise(() => undefined);
      };
    });
    await hand.tabTo('Export');
    await hand.press('Enter');
    await page.getByRole('progressbar').waitFor();
    await isAt(hand, 'Cancel');
    await hand.press('Enter');
    await page.getByRole('progressbar').waitFor({ state: 'detached' });
    await hand.tabTo('Export');
    const download = page.waitForEvent('download');
    await hand.press('Enter');
    expect((await download).suggestedFilename()).toMatch(/\.json$/);
    await page.getByText('16 messages written').waitFor();
    await hand.press('Escape');
    await gone(page);
    await isAt(hand, 'More for this conversation');
    await page.close();
  });
});
