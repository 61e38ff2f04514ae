/** The packed app from its start to the first field that a person can type in, as PEERSTER_PACKAGED names it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from '../../src/peer/log.bench.ts';
import { startDesktopApp } from '../e2e/desktop/support/desktopApp.ts';

/** A start on a new profile, and one on the profile that it left; each with the time that it takes to be asked. */
export async function benchStart(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'peerster-start-'));
  try {
    return [
      { name: 'packed app: first start to interactive', value: await started(folder), unit: 'ms' },
      { name: 'packed app: next start to interactive', value: await started(folder), unit: 'ms' },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function started(folder: string): Promise<number> {
  const start = performance.now();
  const app = await startDesktopApp(folder);
  // Where nothing is kept (a runtime without a database), every start asks for the name.
  const field = app.window.getByLabel('Message to everyone').or(app.window.getByLabel('Your name'));
  await field.fill('Ada');
  const took = performance.now() - start;
  await app.quit();
  return Math.round(took);
}
