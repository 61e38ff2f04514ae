/** A person without a mouse: presses keys, and looks where the focus is. */
import type { Page } from 'playwright-core';

/** More stops than any page has. */
const MOST_STOPS = 120;

export interface Stop {
  /** As a screen reader says it, or nearly. */
  readonly name: string;
  /** A ring is drawn on it or on the box around it. */
  readonly isShown: boolean;
}

export interface Hand {
  press(...keys: readonly string[]): Promise<void>;
  type(text: string): Promise<void>;
  /** Where the focus is; undefined: nowhere, which is where nobody finds it. */
  at(): Promise<Stop | undefined>;
  /** Tab, again and again, to what has this name. Every stop on the way must have a name and show the focus. */
  tabTo(name: string | RegExp, key?: 'Tab' | 'Shift+Tab'): Promise<void>;
}

export function handOn(page: Page): Hand {
  const hand: Hand = {
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
    type: (text) => page.keyboard.type(text),
    at: () => page.evaluate(readFocus),
    async tabTo(name, key = 'Tab') {
      const stops: string[] = [];
      for (let i = 0; i < MOST_STOPS; i++) {
        await page.keyboard.press(key);
        const stop = await hand.at();
        // The browser's own controls, between the page's last stop and its first.
        if (stop === undefined) continue;
        if (stop.name === '' || !stop.isShown) {
          throw new Error(`"${stop.name}", after ${stops.join(', ')}, has no name or doesn't show the focus`);
        }
        if (typeof name === 'string' ? stop.name === name : name.test(stop.name)) return;
        stops.push(stop.name);
      }
      throw new Error(`Tab does not reach ${String(name)}, only ${[...new Set(stops)].join(', ')}`);
    },
  };
  return hand;
}

/** Runs in the page. */
function readFocus(): Stop | undefined {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body || element.localName === 'dialog')
    return undefined;
  const labels = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels : null;
  const name = element.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element.textContent;
  // A radio button's ring is drawn on its label, the composer's on the box around it.
  const isShown = [element, element.parentElement].some((one) => {
    if (one === null) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
  });
  return { name: name.trim().replace(/\s+/g, ' ').slice(0, 80), isShown };
}
