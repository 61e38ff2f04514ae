/**
 * The app as people get it. Its fuses refuse Node's inspector, so that only its page can be reached, as Chromium lets
 * developer tools reach it.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { z } from 'zod';
import { findPackagedApp } from '../../../package/packagedApp.ts';
import { START_MS, type StartedApp } from './startedApp.ts';

/** Undefined: the built app is meant. */
export const packagedProgram =
  process.env['PEERSTER_PACKAGED'] === undefined ? undefined : findPackagedApp()?.executable;

export async function startPackaged(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<StartedApp> {
  const child = spawn(program, [...args, '--remote-debugging-port=0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  });
  const address = await debuggerAddress(child);
  await ownPage(address);
  const browser = await chromium.connectOverCDP(`http://${address}`, { timeout: START_MS });
  const [window] = browser.contexts().flatMap((context) => context.pages());
  if (window === undefined) throw new Error('the app has no page');
  return {
    window,
    app: undefined,
    child,
    async askToQuit() {
      // Windows has no signal that asks; closing its only window ends the app there.
      if (process.platform === 'win32') await window.close();
      else child.kill('SIGTERM');
    },
    disconnect: () => browser.close(),
  };
}

/** Chromium chooses a free port and writes it, once, where it complains, too. */
async function debuggerAddress({ stderr }: ChildProcess): Promise<string> {
  if (stderr === null) throw new Error('the errors of the app are not read');
  const said: string[] = [];
  for await (const line of createInterface({ input: stderr, signal: AbortSignal.timeout(START_MS) })) {
    const address = /DevTools listening on ws:\/\/([^/]+)/.exec(line)?.[1];
    if (address !== undefined) {
      // Nobody reads on, and a full pipe would stop the app.
      stderr.resume();
      return address;
    }
    said.push(line);
  }
  throw new Error(`the app ended, or opened no port for developer tools: ${said.join('\n')}`);
}

const targets = z.array(z.object({ type: z.string(), url: z.string() }));

/** Whoever attaches to a page before it is ours waits for it in vain. */
async function ownPage(address: string): Promise<void> {
  for (const end = Date.now() + START_MS; Date.now() < end;) {
    const list = targets.parse(await (await fetch(`http://${address}/json/list`)).json());
    if (list.some(({ type, url }) => type === 'page' && url.startsWith('app://'))) return;
    await new Promise((resolve) => void setTimeout(resolve, 10));
  }
  throw new Error('the app opened no page of its own');
}
