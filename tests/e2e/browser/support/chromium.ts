/** The machine's own Chromium, as testing wants it: nothing in the background, nothing downloaded. */
import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

export const chromiumProgram = process.env['PEERSTER_CHROMIUM'] ?? '/usr/bin/chromium';

/** Undefined: it is there. */
export const whyNoChromium = existsSync(chromiumProgram)
  ? undefined
  : 'no Chromium on this machine (on Debian: apt-get install chromium; or name one in PEERSTER_CHROMIUM)';

export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const openChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumProgram, args: chromiumArguments });

/** What a page complains of from now on: exceptions, and what its content security policy refused. */
export function collectProblems(page: Page): readonly string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} ${message.location().url}`);
  });
  return problems;
}
