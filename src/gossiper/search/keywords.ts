/**
 * Whether a file's name has a keyword (docs/protocol.md §13): anywhere in it, whatever its case; `*` stands for anything.
 * Never a regular expression: the words come from strangers. Time: linear in name × parts.
 */
export function isMatch(name: string, keywords: readonly string[]): boolean {
  const folded = name.toLowerCase();
  return keywords.some((keyword) => hasParts(folded, keyword.toLowerCase().split('*')));
}

/** As it may stand anywhere, its parts need only follow each other. */
function hasParts(name: string, parts: readonly string[]): boolean {
  if (parts.length === 1 && parts[0] === '') return false;
  let at = 0;
  for (const part of parts) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return true;
}
