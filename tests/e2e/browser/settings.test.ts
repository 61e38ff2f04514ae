/** The settings: opened and used by keyboard alone, at once, kept. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { collectProblems } from './support/chromium.ts';
import { describeStories } from './support/storyBrowser.ts';
import { clientDoes } from './support/ways.ts';

describeStories('the settings', (open) => {
  const settings = (page: Page) => page.getByRole('dialog', { name: 'Settings' });
  const attribute = (page: Page, name: string) =>
    page.evaluate((asked) => document.documentElement.dataset[asked], name);

  test('a key opens them, Escape leads back to where one was', async () => {
    const page = await open('chat');
    const button = page.getByRole('button', { name: 'Settings' });
    await button.press('Enter');
    await settings(page).waitFor();
    await page.keyboard.press('Escape');
    await settings(page).waitFor({ state: 'detached' });
    await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Control+,');
    await settings(page).waitFor();
    await page.keyboard.press('Control+,');
    await settings(page).waitFor({ state: 'detached' });
    await page.close();
  });

  test('appearance takes effect at once and is there after a reload', async () => {
    const page = await open('chat');
    const problems = collectProblems(page);
    const height = await page.getByText('Everyone').first().evaluate(heightOf);
    await page.keyboard.press('Control+,');
    await page.getByRole('group', { name: 'Theme' }).getByRole('radio', { name: 'As the system' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.evaluate(() => getComputedStyle(document.body).colorScheme)).toBe('dark');
    await page.getByRole('radio', { name: 'Largest' }).check();
    await page.getByRole('radio', { name: 'Compact' }).check();
    await page.getByRole('radio', { name: 'Reduced' }).check();
    await page.reload();
    await page.waitForSelector('h1');
    expect(await attribute(page, 'theme')).toBe('dark');
    expect(await attribute(page, 'density')).toBe('compact');
    expect(await attribute(page, 'motion')).toBe('reduced');
    await expect.poll(() => page.getByText('Everyone').first().evaluate(heightOf)).not.toBe(height);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('the name, the policy and a rule reach the peer', async () => {
    const page = await open('chat');
    await page.keyboard.press('Control+,');
    await page.getByRole('button', { name: 'Name', exact: true }).press('Enter');
    const field = settings(page).getByRole('textbox', { name: 'Your name' });
    await field.fill('  ');
    await field.press('Enter');
    await settings(page).getByRole('alert').getByText('Type a name first').waitFor();
    await field.fill('Alexandra');
    await field.press('Enter');
    await settings(page).getByText('Your name was changed').waitFor();
    await page.getByRole('button', { name: 'Spreading' }).press('Enter');
    await page.getByRole('radio', { name: 'Coin flip' }).click();
    await settings(page).getByText('a coin decides').waitFor();
    await settings(page).getByRole('button', { name: 'Peers' }).press('Enter');
    await page.getByRole('combobox', { name: 'Rule for Bea' }).selectOption('Muted');
    await page.getByRole('button', { name: 'Remove Carol' }).first().press('Enter');
    await page.getByRole('button', { name: 'Remove Carol' }).waitFor({ state: 'detached' });
    const names = await page.evaluate(() =>
      (window as unknown as { client: { calls: { name: string }[] } }).client.calls.map(({ name }) => name),
    );
    expect(names).toEqual(expect.arrayContaining(['setName', 'setPolicy', 'setPeerRule', 'removePeer']));
    await page.close();
  });

  test('where the peer listens and how often it speaks are applied, or say what is wrong', async () => {
    const page = await open('chat');
    await page.keyboard.press('Control+,');
    await settings(page).getByRole('button', { name: 'Network' }).press('Enter');
    const port = settings(page).getByRole('textbox', { name: 'Port (UDP)' });
    await port.fill('many');
    await port.press('Enter');
    await settings(page).getByRole('alert').getByText('Type a whole number').waitFor();
    await port.fill('5001');
    await port.press('Enter');
    await settings(page).getByRole('alert').getByText('Another program uses that port').waitFor();
    await port.fill('5002');
    await port.press('Enter');
    await settings(page).getByText('It is in force now').waitFor();
    await settings(page).getByRole('combobox', { name: 'Listen on' }).selectOption('192.168.1.14 (wlan0)');
    await settings(page).getByRole('button', { name: 'Spreading' }).press('Enter');
    const interval = settings(page).getByRole('textbox', { name: /^Compare with others/ });
    await interval.fill('30');
    await interval.press('Enter');
    await settings(page).getByText('It is in force now').waitFor();
    const inputs = await page.evaluate(() =>
      (window as unknown as { client: { calls: { name: string; input: object }[] } }).client.calls
        .filter(({ name }) => name === 'changeSettings')
        .map(({ input }) => input),
    );
    expect(inputs).toEqual([
      { gossipPort: 5_001 },
      { gossipPort: 5_002 },
      { gossipHost: '192.168.1.14' },
      { antiEntropySeconds: 30 },
    ]);
    await page.close();
  });

  /** The peer is away until `comeBack`: it answers nothing. */
  const goAway = (page: Page) =>
    clientDoes(page, (client) => {
      const { call } = client;
      const problem = { code: 'not-connected', message: 'There is no connection to the peer.' };
      client.call = () => Promise.resolve({ ok: false, problem });
      client.connect('closed');
      Object.assign(client, {
        comeBack() {
          client.call = call;
          client.connect('open');
        },
      });
    });
  const comeBack = (page: Page) => clientDoes(page, (client) => (client as unknown as { comeBack(): void }).comeBack());

  test('opened while the peer is away, they are read once it is back', async () => {
    const page = await open('chat');
    await goAway(page);
    await page.keyboard.press('Control+,');
    await settings(page).getByRole('button', { name: 'Storage' }).press('Enter');
    await settings(page).getByText('Connection to the peer lost').waitFor();
    await comeBack(page);
    await settings(page).getByRole('combobox', { name: 'Show messages' }).waitFor();
    await page.close();
  });

  test('the doctor opened while the peer is away shows what it found once the peer is back', async () => {
    const page = await open('chat');
    await clientDoes(page, (client) => {
      client.peer.doctor = { state: 'working', share: 0.5, findings: [] };
    });
    await page.keyboard.press('Control+,');
    await settings(page).getByRole('button', { name: 'Network' }).press('Enter');
    await settings(page).getByRole('textbox', { name: 'Port (UDP)' }).waitFor();
    await goAway(page);
    await settings(page).getByRole('button', { name: 'Network doctor' }).press('Enter');
    const doctor = page.getByRole('dialog', { name: 'Network doctor' });
    await doctor.getByRole('button', { name: 'Start the examination' }).waitFor();
    await comeBack(page);
    await doctor.getByRole('progressbar').waitFor();
    await page.close();
  });

  test('finding peers says where it could not be changed', async () => {
    const page = await open('chat');
    await page.keyboard.press('Control+,');
    await settings(page).getByRole('button', { name: 'Network' }).press('Enter');
    const discovery = settings(page).getByRole('switch', { name: 'Find peers on this network' });
    await discovery.waitFor();
    await clientDoes(page, (client) =>
      client.answerNext('changeSettings', { ok: false, problem: { code: 'disk-full', message: 'The disk is full.' } }),
    );
    await discovery.click();
    await settings(page).getByRole('alert').getByText('The disk is full').waitFor();
    await expect.poll(() => discovery.isChecked()).toBe(true);
    await discovery.click();
    await settings(page).getByRole('alert').waitFor({ state: 'detached' });
    await expect.poll(() => discovery.isChecked()).toBe(false);
    await page.close();
  });

  test('nothing is given up unasked', async () => {
    const page = await open('chat');
    await page.keyboard.press('Control+,');
    await settings(page).getByRole('button', { name: 'Storage' }).press('Enter');
    await settings(page).getByRole('combobox', { name: 'Show messages' }).selectOption('Of the last 30 days');
    await settings(page).getByRole('radio', { name: 'Keep nothing' }).click();
    await settings(page).getByRole('button', { name: 'Cancel' }).press('Enter');
    await settings(page).getByRole('radio', { name: 'On this machine', checked: true }).waitFor();
    await settings(page).getByRole('radio', { name: 'Keep nothing' }).click();
    await settings(page).getByRole('button', { name: 'Keep nothing' }).press('Enter');
    await settings(page).getByText('started again').waitFor();
    await settings(page).getByRole('button', { name: 'Backup' }).press('Enter');
    await settings(page).getByText('anybody who gets the file can use it').waitFor();
    await settings(page).getByRole('button', { name: 'Make a backup…' }).press('Enter');
    await settings(page).getByRole('progressbar').waitFor();
    await settings(page).getByRole('button', { name: 'Cancel' }).press('Enter');
    await settings(page).getByRole('progressbar').waitFor({ state: 'detached' });
    await page.close();
  });
});

const heightOf = (element: Element): number => element.getBoundingClientRect().height;
