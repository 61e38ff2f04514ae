/** The settings by keys alone: every section, and every kind of control in them. */
import { expect, test } from 'vitest';
import { beginIn, calls, gone, isAt } from './support/byKeys.ts';
import { describeStories } from './support/storyBrowser.ts';

describeStories('by keyboard alone, the settings:', (open) => {
  const begin = beginIn(open);

  test('settings of every kind', async () => {
    const { page, hand } = await begin('chat');
    const section = async (name: string) => {
      await hand.tabTo(name);
      await hand.press('Enter');
      await page.getByRole('heading', { level: 3, name, exact: true }).waitFor();
      // The peers begin with a field for one more.
      await isAt(hand, name === 'Peers' ? 'Address of a peer' : name);
    };
    await hand.tabTo('Settings');
    await hand.press('Enter');
    await page.getByRole('dialog', { name: 'Settings' }).waitFor();

    await hand.tabTo('Language');
    await hand.type('Deu');
    await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
    await isAt(hand, 'Sprache');
    // Letters typed now would belong to the ones before.
    await hand.press('Home');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await hand.tabTo('As the system');
    await hand.press('ArrowRight', 'ArrowRight');
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark');
    await isAt(hand, 'Dark');
    await hand.tabTo('Comfortable');
    await hand.press('ArrowRight');
    await hand.tabTo('Normal');
    await hand.press('ArrowRight');
    await hand.tabTo('As the system');
    await hand.press('ArrowRight');
    await expect
      .poll(() => page.evaluate(() => Object.assign({}, document.documentElement.dataset)))
      .toMatchObject({
        theme: 'dark',
        density: 'compact',
        textSize: 'large',
        motion: 'reduced',
      });

    await section('Name');
    await hand.tabTo('Your name');
    await hand.press('Control+a');
    await hand.type('Alexandra');
    await hand.tabTo('Change name');
    await hand.press('Enter');
    await page.getByText('Your name was changed').waitFor();
    await isAt(hand, 'Change name');

    await section('Notifications');
    await hand.tabTo('All messages');
    await hand.press('ArrowRight');
    await hand.tabTo('Off');
    await hand.press('ArrowRight');
    await page.getByText('No notifications are shown until').waitFor();
    await hand.tabTo(/^Show the text/);
    await hand.press('Space');
    await page.getByRole('switch', { name: 'Show the text in notifications', checked: false }).waitFor();

    await section('Spreading');
    await hand.tabTo('Eager');
    await hand.press('ArrowRight');
    await page.getByText('a coin decides').waitFor();
    await hand.tabTo(/^Compare with others/);
    await hand.press('Control+a');
    await hand.type('30');
    await hand.press('Enter');
    await page.getByText('It is in force now').waitFor();
    await hand.tabTo(/^Announce where/);

    await section('Network');
    await hand.tabTo('Port (UDP)');
    await hand.type('many');
    await hand.press('Enter');
    await page.getByRole('alert').getByText('Type a whole number').waitFor();
    await hand.press('Control+a');
    await hand.type('5002');
    await hand.tabTo('Apply');
    await hand.press('Enter');
    await page.getByText('It is in force now').waitFor();
    await hand.tabTo('Listen on');
    await hand.type('192');
    await expect.poll(() => page.getByRole('combobox', { name: 'Listen on' }).inputValue()).toBe('192.168.1.14');

    await section('Storage');
    await hand.tabTo('Copy Folder');
    await hand.tabTo('Show messages');
    await hand.type('Of the last 30');
    await expect.poll(() => page.getByRole('combobox', { name: 'Show messages' }).inputValue()).toBe('30');
    await hand.tabTo('On this machine');
    await hand.press('ArrowRight');
    await page.getByRole('alert').getByText('From the next start on').waitFor();
    await hand.tabTo('Cancel');
    await hand.press('Enter');
    await page.getByRole('radio', { name: 'On this machine', checked: true }).waitFor();
    await isAt(hand, 'On this machine');

    await section('Backup');
    await hand.tabTo('Passphrase');
    await hand.type('nine words');
    await hand.tabTo('Make a backup…');
    await hand.press('Enter');
    await page.getByRole('progressbar').waitFor();
    await hand.tabTo('Cancel', 'Shift+Tab');
    await hand.press('Enter');
    await page.getByRole('progressbar').waitFor({ state: 'detached' });
    await hand.tabTo('Copy Restore a backup');

    await section('Peers');
    await hand.tabTo('Rule for Bea');
    await hand.type('M');
    await expect.poll(() => calls(page)).toContain('setPeerRule');
    await hand.tabTo('Remove Bea');
    await hand.press('Enter');
    await page.getByRole('button', { name: 'Remove Bea' }).waitFor({ state: 'detached' });
    await isAt(hand, 'Rule for Carol');

    await section('About');
    await hand.tabTo(/^react-dom /);
    await hand.press('Enter');
    await hand.press('Escape');
    await gone(page);
    await isAt(hand, 'Settings');
    await page.close();
  });

  test('the desktop app: closing, starting at login, restoring; and the question when it is closed', async () => {
    const { page, hand } = await begin('desktop');
    const section = async (name: string) => {
      await hand.tabTo(name);
      await hand.press('Enter');
      await page.getByRole('heading', { level: 3, name, exact: true }).waitFor();
    };
    await hand.press('Control+,');
    await section('App');
    await hand.tabTo('Ask');
    await hand.press('ArrowRight');
    await page.getByRole('radio', { name: 'Keep running in the tray', checked: true }).waitFor();
    await hand.tabTo(/^Start/);
    await hand.press('Space');
    await page.getByRole('switch', { checked: true }).waitFor();
    await section('Backup');
    await hand.tabTo('Choose a backup…');
    await hand.press('Enter');
    await isAt(hand, 'Passphrase');
    await hand.type('wrong');
    await hand.press('Enter');
    await page.getByRole('alert').getByText('passphrase').waitFor();
    await hand.tabTo('Cancel');
    await hand.press('Enter');
    await hand.press('Escape');
    await gone(page);
    await page.evaluate(() =>
      // The stub of the story.
      (window as unknown as { fromDesktop(message: object): void }).fromDesktop({ type: 'askClose' }),
    );
    await page.getByRole('dialog').waitFor();
    await isAt(hand, 'Keep running in the tray');
    await hand.tabTo(/^Remember/, 'Shift+Tab');
    await hand.press('Space');
    await hand.press('Escape');
    await gone(page);
    await page.close();
  });
});
