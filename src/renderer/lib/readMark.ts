/** How far was read, kept where the browser keeps things for this address; where it keeps nothing, all counts as read. */
const keyOf = (conversation: string): string => `readUpTo:${conversation}`;
const privateKeyOf = (conversation: string): string => `readUpTo:private:${conversation}`;

export function readMark(conversation: string): number | undefined {
  try {
    const kept = Number.parseInt(localStorage.getItem(keyOf(conversation)) ?? '', 10);
    return Number.isSafeInteger(kept) && kept >= 0 ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function keepReadMark(conversation: string, upTo: number): void {
  try {
    localStorage.setItem(keyOf(conversation), String(upTo));
  } catch {
    // Then it is not remembered.
  }
}

/** Of private conversations, by the other one's origin. `conversation`: everyone's of the same group. */
export function readPrivateMarks(conversation: string): ReadonlyMap<string, number> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(privateKeyOf(conversation)) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return new Map();
    return new Map(
      Object.entries(kept).filter((one): one is [string, number] => Number.isSafeInteger(one[1]) && one[1] >= 0),
    );
  } catch {
    return new Map();
  }
}

export function keepPrivateMarks(conversation: string, marks: ReadonlyMap<string, number>): void {
  try {
    localStorage.setItem(privateKeyOf(conversation), JSON.stringify(Object.fromEntries(marks)));
  } catch {
    // Then they are not remembered.
  }
}
