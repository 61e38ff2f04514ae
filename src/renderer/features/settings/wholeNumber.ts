/** A whole number as people type it, in their own digits too; undefined where it is none. */
export function wholeNumber(text: string): number | undefined {
  const digits = text
    .trim()
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 15));
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined;
}
