import { useEffect, useState } from 'react';
import type { LanguageCode } from '../../i18n/languages.ts';
import type { Emoji } from '../../lib/emoji/emoji.ts';
import { loadEmoji } from '../../lib/emoji/loadEmoji.ts';
import { readRecent } from '../../lib/emoji/recentEmoji.ts';

export type EmojiState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'ready'; readonly all: readonly Emoji[] };

/** Reads the emoji, and which were chosen last when this was first asked; `again` tries once more where that failed. */
export function useEmoji(language: LanguageCode) {
  const [emoji, setEmoji] = useState<EmojiState>({ kind: 'loading' });
  const [recent] = useState(readRecent);

  const isLoading = emoji.kind === 'loading';
  useEffect(() => {
    if (!isLoading) return undefined;
    let isWanted = true;
    const show = (state: EmojiState): void => {
      if (isWanted) setEmoji(state);
    };
    loadEmoji(language).then(
      (all) => show({ kind: 'ready', all }),
      () => show({ kind: 'failed' }),
    );
    return () => {
      isWanted = false;
    };
  }, [language, isLoading]);

  return { emoji, recent, again: () => setEmoji({ kind: 'loading' }) };
}
