/**
 * The page of a peer with 100,000 messages and 50 peers that say 200 a second: how much work a frame is while someone
 * scrolls and types, how soon a key is seen, what opening takes, and whether memory stays flat.
 */
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, loadavg, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { fillLog, type Figure } from '../../src/peer/log.bench.ts';
import { freePorts } from '../interop/peersterProcess.ts';
import { openChromium } from '../e2e/browser/support/chromium.ts';
import { quantile, traceFrames, type FrameWork } from './mainThread.ts';
import { heapFigures } from './heap.ts';

const MESSAGES = 100_000;
const PEERS = 50;
const RATE = 200;
const OPENINGS = 5;
const SCROLLED_PX = 12_000;
const KEYS = 150;
const KEY_EVERY_MS = 60;
const START_MS = 20_000;
const composer = 'Message to everyone';

export interface PageBenchOptions {
  /** The built command line peer. */
  readonly program: string;
  /** How long memory is watched. */
  readonly minutes: number;
}

export async function benchPage({ program, minutes }: PageBenchOptions): Promise<Figure[]> {
  await using scope = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'peerster-page-bench-'));
  scope.defer(() => rmSync(folder, { recursive: true, force: true }));
  const store = await fillLog(folder, MESSAGES, PEERS);
  store.close();

  const browser = await openChromium();
  scope.defer(() => browser.close());
  const figures: Figure[] = [await coldOpening(browser, program, folder)];

  const peer = await startPeer(program, folder);
  scope.defer(peer.stop);
  figures.push(...(await openings(browser, peer.url, 'a quiet network')));

  const crowd = fork(fileURLToPath(new URL('crowd.ts', import.meta.url)), [peer.address, `${PEERS}`, `${RATE}`]);
  scope.defer(() => void crowd.kill());
  // It stands for 50 other machines, which take no processor from this one.
  if (crowd.pid !== undefined) setPriority(crowd.pid, constants.priority.PRIORITY_LOW);
  await once(crowd, 'message');
  await peersReachable(peer.url);
  await peer.figures(); // from its first reading on the peer measures its event loop
  const before = await peer.figures();
  const idle = fork(fileURLToPath(new URL('idle.ts', import.meta.url)));
  scope.defer(() => void idle.kill());
  crowd.send('talk');
  figures.push(...(await openings(browser, peer.url, `${RATE} messages a second`)));

  const page = await openPage(browser, peer.url);
  const cdp = await page.context().newCDPSession(page);
  const load = loadavg()[0] ?? Number.NaN;
  figures.push(...(await workFigures(page, cdp)));
  figures.push(...(await heapFigures(page, cdp, minutes)));
  const after = await peer.figures();
  const grown = (name: string): number => (after[name] ?? Number.NaN) - (before[name] ?? Number.NaN);
  const rate = (name: string): number => round(grown(name) / grown('uptime_seconds'));
  idle.send('read');
  const [idleDelay] = (await once(idle, 'message')) as [number];
  figures.push(
    { name: 'peer: event-loop delay p99', value: round(after['event_loop_delay_p99_ms'] ?? Number.NaN), unit: 'ms' },
    { name: 'event-loop delay p99 of an idle process meanwhile', value: round(idleDelay), unit: 'ms' },
    { name: 'peer: messages arrived', value: rate('rumors'), unit: '1/s' },
    { name: 'peer: datagrams sent', value: rate('socket_sent'), unit: '1/s' },
    { name: 'peer: of one processor', value: round(100 * rate('cpu_seconds')), unit: '%' },
    { name: 'peer: peers reachable', value: after['peers_reachable'] ?? 0, unit: '' },
    { name: 'load of the machine before', value: round(load), unit: 'processes' },
    { name: 'load of the machine after', value: round(loadavg()[0] ?? Number.NaN), unit: 'processes' },
  );
  await page.context().close();
  return figures;
}

interface RunningPeer {
  readonly url: string;
  readonly address: string;
  figures(): Promise<Record<string, number>>;
  readonly stop: () => Promise<void>;
}

async function startPeer(program: string, folder: string): Promise<RunningPeer> {
  const [uiPort = 0, gossipPort = 0] = await freePorts(2);
  const address = `127.0.0.1:${gossipPort}`;
  const url = `http://127.0.0.1:${uiPort}`;
  const args = [program, `--data=${folder}`, '--as=Reader', `-GUIPort=${uiPort}`, `-UIPort=${uiPort}`, '--log=quiet'];
  const child = spawn(process.execPath, [...args, `-gossipAddr=${address}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await healthy(url, child);
  return {
    url,
    address,
    async figures() {
      const lines = (await (await fetch(`${url}/metrics`)).text()).split('\n');
      const pairs = lines.filter((line) => !line.startsWith('#')).map((line) => line.split(' '));
      return Object.fromEntries(pairs.map(([name = '', value]) => [name.replace('peerster_', ''), Number(value)]));
    },
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function healthy(url: string, child: ChildProcess): Promise<void> {
  for (const end = performance.now() + START_MS; performance.now() < end && child.exitCode === null;) {
    const answer = await fetch(`${url}/health`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => void setTimeout(resolve, 5));
  }
  throw new Error(`no answer from ${url}`);
}

async function peersReachable(url: string): Promise<void> {
  for (const end = performance.now() + START_MS; performance.now() < end;) {
    const text = await (await fetch(`${url}/metrics`)).text();
    if (Number(/^peerster_peers_reachable (\d+)/m.exec(text)?.[1]) >= PEERS) return;
    await new Promise((resolve) => void setTimeout(resolve, 50));
  }
  throw new Error(`the peer does not reach ${PEERS} peers`);
}

async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  return context.newPage();
}

async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await newPage(browser);
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator('ol li[data-index]').first().waitFor();
  await page.getByLabel(composer).waitFor();
  return page;
}

/** From the start of the navigation to the frame in which the first messages stand there. */
async function openedAfter(browser: Browser, url: string): Promise<number> {
  const page = await newPage(browser);
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (document.querySelector('ol li[data-index]') === null) return;
      observer.disconnect();
      // After the frame that shows them.
      requestAnimationFrame(() => setTimeout(() => performance.mark('bench-shown')));
    }).observe(document, { subtree: true, childList: true });
  });
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(() => performance.getEntriesByName('bench-shown').length > 0);
  const took = await page.evaluate(() => performance.getEntriesByName('bench-shown')[0]?.startTime ?? Number.NaN);
  await page.context().close();
  return took;
}

async function openings(browser: Browser, url: string, when: string): Promise<Figure[]> {
  const took: number[] = [];
  for (let n = 0; n < OPENINGS; n++) took.push(await openedAfter(browser, url));
  took.sort((a, b) => a - b);
  return [
    {
      name: `opening to first messages, ${when}: median of ${OPENINGS}`,
      value: round(quantile(took, 0.5)),
      unit: 'ms',
    },
    { name: `opening to first messages, ${when}: slowest`, value: round(quantile(took, 1)), unit: 'ms' },
  ];
}

/** The peer's process and the page, one after the other, as a person starts them. */
async function coldOpening(browser: Browser, program: string, folder: string): Promise<Figure> {
  const start = performance.now();
  const peer = await startPeer(program, folder);
  const ready = performance.now() - start;
  const page = await openedAfter(browser, peer.url);
  await peer.stop();
  return { name: 'starting the peer and opening to first messages', value: round(ready + page), unit: 'ms' };
}

async function workFigures(page: Page, cdp: CDPSession): Promise<Figure[]> {
  const center = { x: 760, y: 400 };
  const scroll = (yDistance: number): Promise<unknown> =>
    cdp.send('Input.synthesizeScrollGesture', { ...center, yDistance, speed: 1_600, gestureSourceType: 'mouse' });
  const scrolling = await traceFrames(page, cdp, async () => {
    await scroll(SCROLLED_PX);
    await scroll(-SCROLLED_PX / 2);
  });
  await keepPresenting(page);
  await page.getByLabel(composer).focus();
  const typingAway = await typed(page, cdp);
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page
    .getByRole('button', { name: /latest|new message/i })
    .first()
    .click();
  await page.getByLabel(composer).focus();
  const typingAtEnd = await typed(page, cdp);
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  return [
    ...ofFrames('scrolling', scrolling),
    ...ofFrames('typing, reading older messages', typingAway.work),
    ...ofFrames('typing at the end', typingAtEnd.work),
    { name: 'key to paint, reading older messages: p95', value: typingAway.p95, unit: 'ms' },
    { name: 'key to paint at the end: p95', value: typingAtEnd.p95, unit: 'ms' },
  ];
}

const ofFrames = (what: string, { wall, cpu }: FrameWork): Figure[] => [
  { name: `work a frame, ${what}: median`, value: round(quantile(wall, 0.5)), unit: 'ms' },
  { name: `work a frame, ${what}: p99`, value: round(quantile(wall, 0.99)), unit: 'ms' },
  { name: `work a frame, ${what}: median on the processor`, value: round(quantile(cpu, 0.5)), unit: 'ms' },
  { name: `work a frame, ${what}: p99 on the processor`, value: round(quantile(cpu, 0.99)), unit: 'ms' },
  { name: `work a frame, ${what}: frames`, value: wall.length, unit: '' },
];

/**
 * A dot that the compositor moves: a frame is then presented each time, and events learn when they were painted. Without
 * a window to draw to, what is typed is drawn, but nobody is told before something else on the page has changed.
 */
const keepPresenting = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const dot = document.createElement('div');
    document.body.append(dot);
    Object.assign(dot.style, {
      position: 'fixed',
      insetBlockStart: '0',
      width: '2px',
      height: '2px',
      background: 'red',
    });
    const path = [{ transform: 'none' }, { transform: 'translateX(9px)' }];
    dot.animate(path, { duration: 500, iterations: Number.POSITIVE_INFINITY });
  });

/** Event Timing tells of events that took 16 ms or more until they were painted, in steps of 8 ms. */
async function typed(page: Page, cdp: CDPSession): Promise<{ work: FrameWork; p95: number }> {
  await page.evaluate(() => {
    const slow: number[] = [];
    Reflect.set(window, 'benchKeys', slow);
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === 'keydown') slow.push(entry.duration);
    });
    observer.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
  const text = 'the quick brown fox jumps over it, '.repeat(10).slice(0, KEYS);
  const work = await traceFrames(page, cdp, () => page.keyboard.type(text, { delay: KEY_EVERY_MS }));
  const slow = await page.evaluate(() => Reflect.get(window, 'benchKeys') as number[]);
  const all = [...slow, ...Array.from({ length: Math.max(0, KEYS - slow.length) }, () => 16)];
  return {
    work,
    p95: quantile(
      all.toSorted((a, b) => a - b),
      0.95,
    ),
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;
