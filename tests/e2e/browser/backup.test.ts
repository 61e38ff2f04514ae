/** A backup from the page of a real peer: made, saved by the browser, and restored by the command line. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { collectProblems, openChromium, whyNoChromium } from './support/chromium.ts';
import { openHeadless } from './support/headless.ts';

const programs = process.env['PEERSTER_CLI'] ?? fileURLToPath(new URL('../../../out/cli/', import.meta.url));

test.skipIf(whyNoChromium !== undefined)(`a backup is saved by the browser ${whyNoChromium ?? ''}`, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'peerster-backup-'));
  const [peer, browser] = await Promise.all([openHeadless('--as=Alex'), openChromium()]);
  try {
    const page = await browser.newPage({ locale: 'en-GB', reducedMotion: 'reduce' });
    const problems = collectProblems(page);
    await page.goto(peer.url);
    await page.getByRole('heading', { name: 'Everyone' }).waitFor();
    await page.keyboard.press('Control+,');
    const settings = page.getByRole('dialog', { name: 'Settings' });
    await settings.getByRole('button', { name: 'Backup', exact: true }).click();
    await settings.getByRole('button', { name: 'Make a backup…' }).click();
    const link = settings.getByRole('link', { name: /^Save the backup/ });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toMatch(/^Peerster .*\.peerster-backup$/);
    const file = join(folder, 'b');
    await download.saveAs(file);
    await link.waitFor({ state: 'detached' });
    const restored = join(folder, 'restored');
    const args = [join(programs, 'peerster.js'), 'restore', file, `--data=${restored}`];
    await promisify(execFile)(process.execPath, args);
    expect(await readdir(restored)).toEqual(expect.arrayContaining(['key.json', 'messages.db', 'profile.json']));
    expect(problems).toEqual([]);
  } finally {
    await Promise.all([peer.end(), browser.close()]);
    await rm(folder, { recursive: true, force: true });
  }
});
