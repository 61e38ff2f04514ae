/**
 * Remakes the guide's pictures of two machines: `node tests/network/pictures.ts [folder]` after a build, as root on Linux.
 * Each has a peer and a browser in a network namespace of its own; two people type nothing but their names. Prints how
 * long it took until both had read what the other one said, and, after the cable was out for a while, until both had all.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { chromiumArguments, chromiumProgram } from '../e2e/browser/support/chromium.ts';
import { makeSwitch, type Machine } from './support/namespaces.ts';

const guide = process.argv[2] ?? fileURLToPath(new URL('../../docs/guide/', import.meta.url));
const program = fileURLToPath(new URL('../../out/cli/peerster.js', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'peerster-pictures-'));
const composer = 'Message to everyone';
const seconds = (since: number): string => `${((performance.now() - since) / 1_000).toFixed(1)} s`;

/** A browser there, on the page of a peer there that has never run before. */
async function appOn(machine: Machine, theme: 'light' | 'dark'): Promise<Page> {
  const folder = join(work, machine.name);
  const flags = [`--data=${folder}`, '-UIPort=8080', '-GUIPort=8080', '--log=quiet'];
  spawn('ip', ['netns', 'exec', machine.name, process.execPath, program, ...flags], { stdio: 'inherit' });
  const wrapper = join(work, `${machine.name}.sh`);
  writeFileSync(wrapper, `#!/bin/sh\nexec ip netns exec ${machine.name} ${chromiumProgram} "$@"\n`, { mode: 0o755 });
  const browser = await chromium.launch({ executablePath: wrapper, args: chromiumArguments });
  const page = await browser.newPage({
    viewport: { width: 900, height: 600 },
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  page.setDefaultTimeout(60_000);
  for (let tries = 0; tries < 200; tries++) {
    const opened = await page.goto('http://127.0.0.1:8080/').catch(() => undefined);
    if (opened?.ok() === true) return page;
    await new Promise((resolve) => void setTimeout(resolve, 100));
  }
  throw new Error(`no page on ${machine.name}`);
}

const say = async (page: Page, text: string): Promise<void> => {
  await page.getByLabel(composer).fill(text);
  await page.getByLabel(composer).press('Enter');
};
const reads = (page: Page, text: string): Promise<void> =>
  page.getByRole('region', { name: 'Messages' }).getByText(text, { exact: true }).waitFor();

{
  using network = makeSwitch();
  const [left, right] = [network.machine(), network.machine()];
  const [ana, bo] = await Promise.all([appOn(left, 'light'), appOn(right, 'dark')]);
  const began = performance.now();
  for (const [page, name] of [
    [ana, 'Ana'],
    [bo, 'Bo'],
  ] as const) {
    await page.getByRole('textbox').fill(name);
    await page.getByRole('textbox').press('Enter');
  }
  await Promise.all([ana, bo].map((page) => page.getByText('in sync').first().waitFor()));
  await say(ana, 'Is anybody here?');
  await reads(bo, 'Is anybody here?');
  await say(bo, 'I am, and I typed no address.');
  await reads(ana, 'I am, and I typed no address.');
  console.log(`from their names to a conversation: ${seconds(began)}`);
  await ana.screenshot({ path: join(guide, 'two-machines-ana.png') });
  await bo.screenshot({ path: join(guide, 'two-machines-bo.png') });

  network.split([right]);
  await Promise.all([ana, bo].map((page) => page.getByText('in sync').first().waitFor({ state: 'detached' })));
  await say(ana, 'Said while the cable was out.');
  await say(bo, 'So was this.');
  network.heal();
  const healed = performance.now();
  await Promise.all([reads(bo, 'Said while the cable was out.'), reads(ana, 'So was this.')]);
  await Promise.all([ana, bo].map((page) => page.getByText('in sync').first().waitFor()));
  console.log(`from the cable to both having all: ${seconds(healed)}`);
  await ana.screenshot({ path: join(guide, 'two-machines-healed.png') });
  for (const page of [ana, bo]) await page.context().browser()?.close();
}
rmSync(work, { recursive: true, force: true });
