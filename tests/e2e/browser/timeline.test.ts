/** The timeline over 100,000 messages: little of it in the document, the view where a person left it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { collectProblems, openChromium, whyNoChromium } from './support/chromium.ts';
import { openStoryPages, type StoryPages } from './support/storyPages.ts';

describe.skipIf(whyNoChromium !== undefined)(`the timeline${whyNoChromium ?? ''}`, () => {
  let pages: StoryPages;
  let browser: Browser;
  let page: Page;
  let problems: readonly string[];

  beforeAll(async () => {
    [pages, browser] = await Promise.all([openStoryPages(), openChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await pages?.close();
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1_000, height: 700 }, reducedMotion: 'reduce' });
    problems = collectProblems(page);
    await page.goto(pages.url('many'));
    await seen('Message 100000 of');
  });
  afterEach(async () => {
    expect(problems).toEqual([]);
    await page.close();
  });

  const seen = (text: string) => page.getByText(text).first().waitFor({ state: 'visible' });
  const timeline = () => page.getByRole('region', { name: 'Messages' });
  const top = () => timeline().evaluate((element) => element.scrollTop);
  const rowsInDocument = () => page.locator('ol li').count();
  const arrive = (count: number) =>
    page.evaluate((howMany) => {
      // The fake client of the story.
      const { client } = window as unknown as {
        client: { peer: { messages: { key: number }[] }; emit(event: unknown): void };
      };
      for (let i = 0; i < howMany; i++) {
        const last = client.peer.messages.at(-1)!;
        const key = last.key + 1;
        const at = Date.now();
        const times = { saidAt: at, arrivedAt: at, shownAt: at };
        client.emit({ type: 'message', message: { ...last, ...times, key, text: `Live ${key}`, own: false } });
      }
    }, count);

  test('only what is near the view is in the document, also after pages of older messages', async () => {
    expect(await rowsInDocument()).toBeLessThan(60);
    for (let i = 0; i < 12; i++) {
      await timeline().evaluate((element) => element.scrollBy(0, -3_000));
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    }
    await page.getByRole('button', { name: 'Jump to latest' }).waitFor();
    expect(await rowsInDocument()).toBeLessThan(120);
    await page.getByRole('button', { name: 'Jump to latest' }).click();
    await seen('Message 100000 of');
  });

  test('older messages are put above without moving what is read', async () => {
    await timeline().evaluate((element) => element.scrollBy(0, -1_500));
    await expect.poll(() => visibleTexts(page)).not.toEqual([]);
    const [first] = await visibleTexts(page);
    await page.waitForFunction(() => document.querySelector<HTMLElement>('ol')!.offsetHeight > 10_000);
    await expect.poll(() => visibleTexts(page)).toContain(first);
  });

  test('at the end it stays at the end while messages arrive, many at once and in a smaller window', async () => {
    await arrive(1);
    await seen('Live 100001');
    await arrive(500);
    await seen('Live 100501');
    await page.setViewportSize({ width: 600, height: 420 });
    await seen('Live 100501');
    await arrive(1);
    await seen('Live 100502');
    await expect.poll(() => page.getByRole('button', { name: /latest|new message/ }).count()).toBe(0);
  });

  test('while more arrives each frame than fills the view, the newest are in view all the time', async () => {
    const blank = await page.evaluate(async () => {
      const { client } = window as unknown as {
        client: { peer: { messages: { key: number }[] }; emit(event: unknown): void };
      };
      const region = document.querySelector('[aria-label=Messages]')!;
      let without = 0;
      for (let frame = 0; frame < 40; frame++) {
        for (let i = 0; i < 60; i++) {
          const last = client.peer.messages.at(-1)!;
          const at = Date.now();
          const times = { saidAt: at, arrivedAt: at, shownAt: at, how: 'catchUp' };
          client.emit({
            type: 'message',
            message: { ...last, ...times, key: last.key + 1, text: 'flood', own: false },
          });
        }
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const { left, top, bottom } = region.getBoundingClientRect();
        const found = [0.3, 0.6, 0.95].map((part) =>
          document.elementFromPoint(left + 200, top + (bottom - top) * part),
        );
        if (found.some((element) => (element?.closest('li') ?? null) === null)) without++;
      }
      return without;
    });
    expect(blank).toBeLessThan(4);
    await seen('flood');
    await expect.poll(() => page.getByRole('button', { name: /latest|new message/ }).count()).toBe(0);
    await timeline().hover();
    await page.mouse.wheel(0, -600);
    await page.getByRole('button', { name: 'Jump to latest' }).waitFor();
  });

  test('what is caught up in the middle leaves the end in view', async () => {
    await page.evaluate(() => {
      const { client } = window as unknown as {
        client: { peer: { messages: { key: number; shownAt: number }[] }; emit(event: unknown): void };
      };
      const { messages } = client.peer;
      const [last, third] = [messages.at(-1)!, messages.at(-3)!];
      for (let i = 1; i <= 5; i++) {
        const message = { ...last, key: last.key + i, shownAt: third.shownAt + i, text: `Late ${i}`, how: 'catchUp' };
        client.emit({ type: 'message', message });
      }
    });
    await seen('Late 5');
    expect(await visibleTexts(page)).toContainEqual(expect.stringContaining('Message 100000 of'));
  });

  test('a long message that is opened at the end is read from its start', async () => {
    await page.goto(pages.url('longMessages'));
    const button = page.getByRole('button', { name: 'Show all' }).last();
    await button.waitFor();
    const before = await top();
    await button.click();
    await page.getByRole('button', { name: 'Jump to latest' }).waitFor();
    expect(Math.abs((await top()) - before)).toBeLessThan(2);
    await page.getByRole('button', { name: 'Show less' }).click();
    await page.getByRole('button', { name: 'Jump to latest' }).waitFor({ state: 'detached' });
  });

  test('texts made to break the layout end where the timeline ends', async () => {
    await page.goto(pages.url('bombs'));
    await seen('<a <a <a');
    const beyond = await timeline().evaluate((element) => {
      const rows = element.querySelector('ol')!.getBoundingClientRect();
      return Math.abs(rows.bottom - element.getBoundingClientRect().bottom);
    });
    expect(beyond).toBeLessThan(2);
  });

  test('what came while nobody looked is counted in the title and stands below a line, which one click leads to', async () => {
    const look = (looks: boolean) =>
      page.evaluate((has) => {
        document.hasFocus = () => has;
        window.dispatchEvent(new Event(has ? 'focus' : 'blur'));
      }, looks);
    await look(false);
    await arrive(150);
    await page.waitForFunction(() => document.title === '(99+) Stories');
    await look(true);
    await page.waitForFunction(() => document.title === 'Stories');
    await page.getByRole('button', { name: 'Jump to first unread' }).click();
    await page.getByRole('heading', { name: 'New', exact: true }).waitFor();
    await seen('Live 100001');
    await page.getByRole('button', { name: 'Jump to first unread' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /latest|new message/ }).click();
    await seen('Live 100150');
  });

  test('reading history, the view stays; the new ones are counted; one click leads to them', async () => {
    await timeline().evaluate((element) => element.scrollBy(0, -800));
    await page.getByRole('button', { name: 'Jump to latest' }).waitFor();
    const before = await top();
    await arrive(3);
    await page.getByRole('button', { name: '3 new messages' }).click();
    await seen('Live 100003');
    expect(await top()).toBeGreaterThan(before);
    await expect.poll(() => page.getByRole('button', { name: /latest|new message/ }).count()).toBe(0);
  });

  test('what is said here is shown from anywhere, and the draft is gone', async () => {
    await timeline().evaluate((element) => element.scrollBy(0, -800));
    const input = page.getByRole('textbox', { name: 'Message to everyone' });
    await input.fill('first line');
    await input.press('Shift+Enter');
    await input.pressSequentially('second line');
    await input.press('Enter');
    await seen('second line');
    await expect.poll(() => input.inputValue()).toBe('');
    await expect
      .poll(() => page.locator('ol li', { hasText: 'first line' }).locator('[dir=auto]').textContent())
      .toBe('first line\nsecond line');
  });

  test('a draft survives a reload; what could not be sent stays and says why', async () => {
    const input = page.getByRole('textbox', { name: 'Message to everyone' });
    await input.fill('not done yet');
    await page.reload();
    await page.waitForFunction(() => document.querySelector('textarea')?.value === 'not done yet');
    await page.evaluate(() => {
      const { client } = window as unknown as { client: { answerNext(name: string, result: unknown): void } };
      client.answerNext('say', { ok: false, problem: { code: 'disk-full', message: 'The disk is full.' } });
    });
    await input.press('Enter');
    await page.getByRole('alert').getByText('Not sent: The disk is full.').waitFor();
    await expect.poll(() => input.inputValue()).toBe('not done yet');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('ol li', { hasText: 'not done yet' }).waitFor();
    await expect.poll(() => input.inputValue()).toBe('');
  });

  test('a message that the peer takes long to answer for is said to be on its way', async () => {
    await page.evaluate(() => {
      const { client } = window as unknown as { client: { call(name: string, input: unknown): Promise<unknown> } };
      const call = client.call.bind(client);
      client.call = (name, input) =>
        name === 'say'
          ? new Promise((answer) => Object.assign(window, { answer: () => answer(call(name, input)) }))
          : call(name, input);
    });
    const input = page.getByRole('textbox', { name: 'Message to everyone' });
    await input.fill('slow one');
    await input.press('Enter');
    await page.getByText('Sending…').waitFor();
    await page.evaluate(() => (window as unknown as { answer(): void }).answer());
    await page.getByText('Sending…').waitFor({ state: 'detached' });
    await page.locator('ol li', { hasText: 'slow one' }).waitFor();
  });

  test('the limit is told in bytes near it, and over it nothing is sent', async () => {
    const input = page.getByRole('textbox', { name: 'Message to everyone' });
    await input.fill('é'.repeat(3_600));
    await seen('7,200 of 8,000 bytes');
    await input.fill('é'.repeat(4_001));
    await page.getByText('Too long by 2 bytes').waitFor();
    await input.press('Enter');
    expect((await input.inputValue()).length).toBe(4_001);
  });
});

const visibleTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const region = document.querySelector('[aria-label=Messages]')!.getBoundingClientRect();
    return [...document.querySelectorAll('ol li [dir=auto]')]
      .filter((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return top >= region.top && bottom <= region.bottom;
      })
      .map((element) => element.textContent ?? '');
  });
