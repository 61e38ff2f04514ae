/** How far was read, kept where the browser keeps things for this address; where it keeps nothing, all counts as read. */
const KEY = 'readUpTo:everyone';

export function readMark(): number | undefined {
  try {
    const kept = Number.parseInt(localStorage.getItem(KEY) ?? '', 10);
    return Number.isSafeInteger(kept) && kept >= 0 ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function keepReadMark(upTo: number): void {
  try {
    localStorage.setItem(KEY, String(upTo));
  } catch {
    // Then it is not remembered.
  }
}
