/** The emoji chosen last, the newest first, kept where the browser keeps things for this address. */

const KEY = 'recentEmoji';
/** Three rows of the picker. */
export const MAX_RECENT = 24;
/** Units; the longest emoji there is (a family with skin tones) has 25. */
const MAX_GLYPH = 32;

/** Whatever is kept: someone may have written anything there. */
export function parseRecent(kept: string | null): readonly string[] {
  try {
    const found: unknown = JSON.parse(kept ?? '[]');
    if (!Array.isArray(found)) return [];
    const glyphs = found.filter((one) => typeof one === 'string' && one !== '' && one.length <= MAX_GLYPH);
    return [...new Set(glyphs as string[])].slice(0, MAX_RECENT);
  } catch {
    return [];
  }
}

export const withRecent = (recent: readonly string[], glyph: string): readonly string[] =>
  [glyph, ...recent.filter((one) => one !== glyph)].slice(0, MAX_RECENT);

export function readRecent(): readonly string[] {
  try {
    return parseRecent(localStorage.getItem(KEY));
  } catch {
    return [];
  }
}

export function keepRecent(glyph: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(withRecent(readRecent(), glyph)));
  } catch {
    // Then it is not remembered.
  }
}
