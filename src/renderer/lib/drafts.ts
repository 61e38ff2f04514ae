/** What was typed and not sent yet, kept where the browser keeps things for this address; else only while the page is open. */
const inMemory = new Map<string, string>();
const keyOf = (conversation: string): string => `draft:${conversation}`;

export function readDraft(conversation: string): string {
  try {
    return localStorage.getItem(keyOf(conversation)) ?? '';
  } catch {
    return inMemory.get(conversation) ?? '';
  }
}

export function keepDraft(conversation: string, text: string): void {
  try {
    if (text === '') localStorage.removeItem(keyOf(conversation));
    else localStorage.setItem(keyOf(conversation), text);
  } catch {
    inMemory.set(conversation, text);
  }
}
