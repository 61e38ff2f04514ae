/** What a browser made of a page. */
import type { Page } from 'playwright-core';

/** Three frames: a change of size, what React makes of it, and what the rows then measure; and what moves has arrived. */
export const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    // One that is taken away with its element never finishes: allSettled.
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  });

/** What of the page is wider than the window. */
export const hangsOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    return [...document.querySelectorAll('main *, aside *, dialog *')]
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        const isHidden = right - left <= 1 || getComputedStyle(element).visibility === 'hidden';
        const isClipped = element.closest('[dir=auto], bdi, code, svg') !== null;
        return !isHidden && !isClipped && (left < -1 || right > width + 1);
      })
      .map((element) => `${element.tagName}.${element.className} ${element.textContent?.slice(0, 40) ?? ''}`);
  });
