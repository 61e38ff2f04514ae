/** Puts `words` in the place of what stands from `from` to `to`, as if it had been typed: undo takes it back. */
export function insertInto(field: HTMLTextAreaElement, from: number, to: number, words: string): void {
  field.focus();
  field.setSelectionRange(from, to);
  // Deprecated, and the only way that keeps undo.
  if (document.execCommand('insertText', false, words)) return;
  field.setRangeText(words, from, to, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
