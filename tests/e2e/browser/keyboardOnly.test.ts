/**
 * Everything that a person can do, by keys alone: no mouse, and nothing focuses what Tab doesn't reach. At each stop the
 * focus shows; what is closed or goes away leaves it at a place from which one goes on.
 */
import { expect, test } from 'vitest';
import { beginIn, calls, COMPOSER, gone, isAt, refuseNextSay } from './support/byKeys.ts';
import { describeStories } from './support/storyBrowser.ts';

describeStories('by keyboard alone, everything:', (open) => {
  const begin = beginIn(open);

  test('the first start: a name, a message, one of two lines', async () => {
    const { page, hand } = await begin('firstStart');
    await isAt(hand, 'Your name');
    await hand.press('Enter');
    await page.getByRole('alert').getByText('Type a name first.').waitFor();
    await isAt(hand, 'Your name');
    await hand.type('Alex');
    await hand.tabTo('Start chatting');
    await hand.press('Enter');
    await page.getByRole('heading', { name: 'Everyone' }).waitFor();
    await isAt(hand, COMPOSER);
    await hand.type('Hello');
    await hand.press('Enter');
    await page.getByText('Hello', { exact: true }).waitFor();
    await hand.type('two');
    await hand.press('Shift+Enter');
    await hand.type('lines');
    await hand.tabTo('Send');
    await hand.press('Enter');
    await page.getByText('two\nlines').waitFor();
    await isAt(hand, COMPOSER);
    await page.close();
  });

  test('a peer: added, muted, heard again, removed', async () => {
    const { page, hand } = await begin('chat');
    await hand.tabTo('Address of a peer');
    await hand.press('Enter');
    await page.getByRole('alert').getByText('Type an address').waitFor();
    await hand.type('10.1.2.3:5000');
    await hand.press('Enter');
    await page.locator('summary', { hasText: '10.1.2.3:5000' }).waitFor();
    await isAt(hand, 'Address of a peer');
    await hand.tabTo(/^gossip5/, 'Shift+Tab');
    await hand.press('Enter');
    await hand.tabTo(/^Copy 192/);
    await hand.tabTo('Mute');
    await hand.press('Enter');
    await isAt(hand, 'Unmute');
    await hand.press('Enter');
    await isAt(hand, 'Mute');
    await hand.tabTo('Block');
    await hand.tabTo('Remove');
    await hand.press('Enter');
    await page.locator('summary', { hasText: 'gossip5' }).waitFor({ state: 'detached' });
    expect(await calls(page)).toEqual(expect.arrayContaining(['addPeer', 'setPeerRule', 'removePeer']));
    await isAt(hand, 'Noor');
    await page.close();
  });

  test('a message: copied, its details opened and closed, why it is unverified; from row to row', async () => {
    const { page, hand } = await begin('chat', { permissions: ['clipboard-read', 'clipboard-write'] });
    await hand.tabTo('Copy message', 'Shift+Tab');
    await hand.press('Enter');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('Coffee! ☕');
    await hand.press('ArrowUp', 'ArrowRight', 'Enter');
    await page.getByRole('dialog', { name: 'About this message' }).waitFor();
    await isAt(hand, 'Close');
    await hand.tabTo('Copy Origin');
    await hand.press('Escape');
    await gone(page);
    await isAt(hand, 'Details');
    await hand.tabTo('unverified', 'Shift+Tab');
    await hand.press('Enter');
    await page.getByText('carries no signature').waitFor();
    await isAt(hand, 'unverified');
    await page.close();
  });

  test('a private conversation: opened from a peer, written in, its lock explained, left by the list, a draft kept', async () => {
    const { page, hand } = await begin('private');
    await hand.tabTo(/^Carol/, 'Shift+Tab');
    await hand.press('Enter');
    await hand.tabTo('Message Carol');
    await hand.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Carol' }).waitFor();
    await isAt(hand, 'Message to Carol alone');
    await hand.type('On my way');
    await hand.press('Enter');
    await page.getByText('Sent, not confirmed yet').waitFor();
    await hand.type('a draft');
    await hand.tabTo('Sealed: who can read this', 'Shift+Tab');
    await hand.press('Enter');
    await page.getByRole('note').waitFor();
    await hand.tabTo(/^Noor/, 'Shift+Tab');
    await hand.tabTo(/^NNoor|Are you still/, 'Shift+Tab');
    await hand.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Noor' }).waitFor();
    await isAt(hand, 'Message to Noor alone');
    await hand.tabTo('Send again', 'Shift+Tab');
    await hand.press('Enter');
    await expect.poll(() => calls(page)).toEqual(expect.arrayContaining(['say', 'say']));
    await hand.press('Control+k');
    await hand.type('everyone');
    await hand.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Everyone' }).waitFor();
    await isAt(hand, COMPOSER);
    await hand.type('/msg Carol And one more');
    await hand.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Carol' }).waitFor();
    await page.getByRole('region', { name: 'Messages' }).getByText('And one more').waitFor();
    await expect.poll(() => page.locator('main textarea').inputValue()).toBe('a draft');
    await page.close();
  });

  test('an invitation: made and copied; one that was pasted: put away, then followed', async () => {
    const { page, hand } = await begin('chat', { permissions: ['clipboard-read', 'clipboard-write'] });
    await hand.tabTo('Invite…', 'Shift+Tab');
    await hand.press('Enter');
    await page.getByRole('dialog', { name: 'Invite to “lobby”' }).waitFor();
    await isAt(hand, 'Close');
    await hand.tabTo('Copy the link');
    await hand.press('Enter');
    await page.getByRole('status').getByText('Copied').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toBe('peerster://join?group=lobby&at=192.168.1.14:5000&at=10.0.0.7:5000');
    await hand.press('Escape');
    await gone(page);
    await isAt(hand, 'Invite…');
    await hand.tabTo('Address of a peer');
    await hand.type('peerster://join?group=');
    await hand.press('Enter');
    await page.getByRole('alert').getByText('names no group').waitFor();
    await hand.press('Control+a', 'Control+v', 'Enter');
    await page.getByRole('dialog', { name: 'Connect to more peers of “lobby”?' }).waitFor();
    // Enter, pressed once too often, is no yes.
    await hand.press('Enter');
    await gone(page);
    expect(await calls(page)).not.toContain('addPeer');
    await isAt(hand, 'Address of a peer');
    await hand.press('Control+v', 'Enter');
    await hand.tabTo('Connect');
    await hand.press('Enter');
    await gone(page);
    expect((await calls(page)).filter((name) => name === 'addPeer')).toHaveLength(2);
    await page.close();
  });

  test('an invitation in a message: opened, refused, put away', async () => {
    const { page, hand } = await begin('invites');
    await hand.tabTo(/^Invitation to the group work/, 'Shift+Tab');
    await hand.press('Enter');
    await page.getByRole('dialog', { name: 'Join the group “work”?' }).waitFor();
    await isAt(hand, 'Close');
    await hand.tabTo('Join');
    await hand.press('Enter');
    await page.getByRole('alert').getByText('profile').waitFor();
    await isAt(hand, 'Join');
    await hand.tabTo('Cancel', 'Shift+Tab');
    await hand.press('Enter');
    await gone(page);
    await isAt(hand, /^Invitation to the group work/);
    await page.close();
  });

  test('the switcher and the shortcuts lead back', async () => {
    const { page, hand } = await begin('chat');
    await hand.press('Control+k');
    await isAt(hand, 'Go to, or do');
    await hand.press('Escape');
    await gone(page);
    await isAt(hand, COMPOSER);
    await hand.press('Control+k');
    await isAt(hand, 'Go to, or do');
    await hand.type('shortcuts');
    await hand.press('Enter');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await isAt(hand, 'Close');
    await hand.press('Enter');
    await gone(page);
    await isAt(hand, COMPOSER);
    await page.close();
  });

  test('to the first unread message and back to the latest', async () => {
    const { page, hand } = await begin('unread');
    await page.getByRole('button', { name: 'Jump to first unread' }).waitFor();
    await hand.tabTo('Jump to first unread');
    await hand.press('Enter');
    await page.getByText('Message 21 of').waitFor();
    await isAt(hand, 'Messages');
    // The view still moves by the first key when the second is pressed.
    await hand.press('PageUp');
    await hand.tabTo('Jump to latest');
    await hand.press('Enter');
    await page.getByText('Message 60 of').waitFor();
    await page.getByRole('button', { name: 'Jump to latest' }).waitFor({ state: 'detached' });
    // What stands beside the button that went away.
    await isAt(hand, /^(Messages|Jump to first unread)$/);
    await page.close();
  });

  test('what could not be sent is sent again; commands', async () => {
    const { page, hand } = await begin('chat');
    await refuseNextSay(page);
    await hand.type('See you');
    await hand.press('Enter');
    await hand.tabTo('Try again', 'Shift+Tab');
    await hand.press('Enter');
    await page.getByText('See you', { exact: true }).last().waitFor();
    await isAt(hand, COMPOSER);
    await hand.type('/dance');
    await hand.press('Enter');
    await page.getByRole('alert').getByText('There is no command /dance').waitFor();
    // The same would be refused again.
    await expect.poll(() => page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    await hand.press('Control+a');
    await hand.type('/help');
    await hand.press('Enter');
    await hand.tabTo('Close', 'Shift+Tab');
    await hand.press('Enter');
    await isAt(hand, COMPOSER);
    await page.close();
  });

  test('the demo, from its start to its end', async () => {
    const { page, hand } = await begin('alone');
    await hand.tabTo('Start a demo');
    await hand.press('Enter');
    await page.getByRole('dialog', { name: 'Demo' }).waitFor();
    await isAt(hand, 'End the demo');
    await hand.press('Enter');
    await gone(page);
    await isAt(hand, 'Start a demo');
    await page.close();
  });

  test('notices are put away one by one', async () => {
    const { page, hand } = await begin('notices');
    const count = () => page.getByRole('button', { name: 'Dismiss' }).count();
    await hand.tabTo('Dismiss');
    for (let left = await count(); left > 0; left--) {
      await isAt(hand, 'Dismiss');
      await hand.press('Enter');
      await expect.poll(count).toBe(left - 1);
    }
    await isAt(hand, 'Messages');
    await page.close();
  });

  test('cut off: what to do, opened and closed', async () => {
    const { page, hand } = await begin('cutOff');
    await hand.tabTo('What to do');
    await hand.press('Enter');
    await page.getByText('Your peers don’t answer now').waitFor();
    await hand.press('Enter');
    await page.getByText('Your peers don’t answer now').waitFor({ state: 'detached' });
    await isAt(hand, 'What to do');
    await page.close();
  });

  test('the drawer of a narrow window', async () => {
    const { page, hand } = await begin('chat', { viewport: { width: 480, height: 800 } });
    await hand.tabTo('People and peers');
    await hand.press('Enter');
    await isAt(hand, 'Close');
    await hand.tabTo('Settings');
    await hand.press('Enter');
    await page.getByRole('dialog', { name: 'Settings' }).waitFor();
    await hand.press('Escape');
    await page.getByRole('dialog', { name: 'Settings' }).waitFor({ state: 'detached' });
    await isAt(hand, 'Settings');
    await hand.press('Escape');
    await gone(page);
    await isAt(hand, 'People and peers');
    await page.close();
  });

  test('pages with one button', async () => {
    for (const [story, button] of [
      ['refused', 'Try again'],
      ['failed', 'Try again'],
      ['crashed', 'Load again'],
    ] as const) {
      const { page, hand } = await begin(story);
      await page.getByRole('button', { name: button }).waitFor();
      await hand.tabTo(button);
      const loaded = story === 'failed' ? undefined : page.waitForEvent('load');
      await hand.press('Enter');
      await (loaded ?? page.getByRole('heading', { name: 'Everyone' }).waitFor());
      await page.close();
    }
  });
});
