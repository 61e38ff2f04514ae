/** The README's pictures: the built page on real peers that talk. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openHeadless, type Headless } from './support/headless.ts';

const said: readonly (readonly [string, string])[] = [
  ['Carol', 'The workshop network is up: the switch by the window, ports 1 to 12.'],
  ['Carol', 'No uplink there, so nothing reaches the internet. That is the point.'],
  ['Noor', 'Works here. I see four peers at once.'],
  ['Bea', 'Slides with the spread figures: https://slides.example/spread?page=14'],
  ['gossip5', 'test from the course peer, do you see me?'],
  ['Alex', 'Yes, and you see us, I hope.'],
  [
    'Noor',
    'Pulled the cable of the second switch for four minutes.\nEverything said meanwhile arrived on both sides:\n  left: 23 messages\n  right: 9 messages',
  ],
  ['Noor', 'No duplicates, order is right.'],
  [
    'Carol',
    'Nice. Can someone repeat that with the old laptop on the far side? It has the slow Wi-Fi card, and I would like to know whether it catches up while people keep typing.',
  ],
  ['Bea', 'Caught up in under a second, while I was writing this.'],
  ['Alex', 'Then we are done for today. Coffee?'],
  ['Bea', 'Coffee! ☕'],
];

const call = async (peer: Headless, name: string, input: unknown): Promise<unknown> => {
  const answer = await fetch(`${peer.url}/api/v1/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  return await answer.json();
};

async function holds(peer: Headless, text: string): Promise<boolean> {
  return JSON.stringify(await call(peer, 'messages', { limit: 5 })).includes(JSON.stringify(text));
}

export async function takeLobbyPictures(browser: Browser, folder: string): Promise<void> {
  const lobby = new Map<string, Headless>();
  const newcomer = await openHeadless();
  try {
    const first = await openHeadless('--as=Alex');
    lobby.set('Alex', first);
    for (const name of ['Bea', 'Carol', 'Noor', 'gossip5']) {
      const who = name === 'gossip5' ? `-name=${name}` : `--as=${name}`;
      lobby.set(name, await openHeadless(who, `-peers=${first.address}`));
    }
    for (const [name, text] of said) {
      await call(lobby.get(name) ?? first, 'say', { text });
      for (let i = 0; i < 400 && !(await holds(first, text)); i++)
        await new Promise((next) => void setTimeout(next, 25));
    }

    for (const [colorScheme, page, url, ready] of [
      ['light', 'first-start', newcomer.url, 'Choose a name'],
      ['light', 'chat-light', first.url, 'Everyone'],
      ['dark', 'chat-dark', first.url, 'Everyone'],
    ] as const) {
      const context = await browser.newContext({
        colorScheme,
        viewport: { width: 1_280, height: 800 },
        reducedMotion: 'reduce',
        locale: 'en-GB',
      });
      const tab = await context.newPage();
      await tab.goto(url);
      await tab.getByRole('heading', { name: ready }).waitFor();
      if (page !== 'first-start') await tab.getByText(/in sync$/).waitFor();
      else await tab.getByRole('textbox').fill('Alex');
      await tab.screenshot({ path: join(folder, `${page}.png`) });
      await context.close();
    }
  } finally {
    await Promise.all([newcomer, ...lobby.values()].map((peer) => peer.end()));
  }
}
