/** Which group was in view last, kept where the browser keeps things for this address. */
const KEY = 'group';

export function readChosenGroup(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepChosenGroup(id: string): void {
  try {
    localStorage.setItem(KEY, id);
  } catch {
    // Then it is not remembered.
  }
}
