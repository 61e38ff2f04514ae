/**
 * A control that goes away takes the focus with it, and whoever uses the keyboard starts again at the top of the page.
 * Instead the focus goes to what stood beside it, or to the nearest thing around it that can have it.
 */
const FOCUSABLE = 'a[href], button, summary, input, select, textarea, [tabindex="0"]';
/** A list of which only what is in view is there: its rows come and go while one scrolls. */
const WINDOWED = '[data-windowed]';

/** What stood around the element that has the focus, from the inside out. */
interface Place {
  readonly parent: Element;
  readonly next: Element | null;
  readonly previous: Element | null;
}

/** For as long as the page lives. */
export function keepFocus(page: Document): void {
  let element: Element | undefined;
  let places: readonly Place[] = [];
  page.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof Element)) return;
    element = target;
    places = placesAround(target);
  });
  const observer = new MutationObserver(() => {
    if (element === undefined || element.isConnected || page.activeElement !== page.body) return;
    element = undefined;
    // Nothing scrolls: the person may be looking elsewhere.
    nearest(places)?.focus({ preventScroll: true });
  });
  observer.observe(page.body, { childList: true, subtree: true });
}

function placesAround(target: Element): readonly Place[] {
  const places: Place[] = [];
  const inside = target.closest(WINDOWED) ?? target;
  for (let at = inside; at.parentElement !== null; at = at.parentElement) {
    places.push({ parent: at.parentElement, next: at.nextElementSibling, previous: at.previousElementSibling });
  }
  return places;
}

function nearest(places: readonly Place[]): HTMLElement | undefined {
  for (const { parent, next, previous } of places) {
    for (const beside of [next, previous]) {
      const found = beside?.isConnected === true ? firstIn(beside) : undefined;
      if (found !== undefined) return found;
    }
    if (!parent.isConnected) continue;
    if (parent.matches(FOCUSABLE)) return asControl(parent);
    const found = firstIn(parent);
    if (found !== undefined) return found;
  }
  return undefined;
}

function firstIn(around: Element): HTMLElement | undefined {
  const all = around.matches(FOCUSABLE) ? [around] : [...around.querySelectorAll(FOCUSABLE)];
  return asControl(all.find((control) => control.checkVisibility()));
}

const asControl = (element: Element | undefined): HTMLElement | undefined =>
  element instanceof HTMLElement ? element : undefined;
