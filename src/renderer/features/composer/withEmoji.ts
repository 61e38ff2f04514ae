import type { LanguageCode } from '../../i18n/languages.ts';
import { loadEmoji } from '../../lib/emoji/loadEmoji.ts';
import { indexShortNames, mayHaveShortNames, replaceShortNames } from '../../lib/emoji/shortNames.ts';

/** `:smile:` as its emoji. Where the emoji can't be read the text is sent as it was typed. `text` is well-formed. */
export async function withEmoji(text: string, language: LanguageCode): Promise<string> {
  if (!mayHaveShortNames(text)) return text;
  try {
    return replaceShortNames(text, indexShortNames(await loadEmoji(language)));
  } catch {
    return text;
  }
}
