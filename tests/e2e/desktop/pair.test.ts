/** Two desktop apps on one machine, each with its own folder: they find free ports, and talk. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDesktopApp, type DesktopApp } from './support/desktopApp.ts';

const started: (() => Promise<unknown>)[] = [];
let ada: DesktopApp;
let bea: DesktopApp;

beforeAll(async () => {
  ada = await startNamed('Ada');
  bea = await startNamed('Bea');
});

afterAll(async () => {
  for (const stop of started) await stop();
});

async function startNamed(name: string): Promise<DesktopApp> {
  const folder = await mkdtemp(join(tmpdir(), 'peerster-pair-'));
  started.unshift(() => rm(folder, { recursive: true, force: true }));
  const app = await startDesktopApp(folder);
  started.unshift(() => app.close());
  await app.window.getByLabel('Your name').fill(name);
  await app.window.getByRole('button', { name: 'Start chatting' }).click();
  await app.window.getByLabel('Message to everyone').waitFor();
  return app;
}

async function gossipPort({ window }: DesktopApp): Promise<number> {
  const shown = window.getByText(/\d+\.\d+\.\d+\.\d+:\d+/).first();
  return Number(/:(\d+)/.exec((await shown.textContent()) ?? '')?.[1]);
}

async function say({ window }: DesktopApp, text: string): Promise<void> {
  const composer = window.getByLabel('Message to everyone');
  await composer.fill(text);
  await composer.press('Enter');
}

test('they talk both ways', async () => {
  const port = await gossipPort(ada);
  expect(await gossipPort(bea)).not.toBe(port);
  await bea.window.getByLabel('Address of a peer').first().fill(`127.0.0.1:${port}`);
  await bea.window.getByRole('button', { name: 'Add', exact: true }).first().click();

  await say(bea, 'Can you hear me, Ada?');
  await ada.window.getByText('Can you hear me, Ada?').first().waitFor();
  await say(ada, 'Loud and clear, Bea.');
  await bea.window.getByText('Loud and clear, Bea.').first().waitFor();
  await bea.picture('pair');
});
