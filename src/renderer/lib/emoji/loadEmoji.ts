/**
 * The emoji, read when they are first asked for: emojibase's data, a file of this page for each language. Those without
 * a GitHub short name are left out: they are so new that most systems have no glyph for them.
 */
import type { LanguageCode } from '../../i18n/languages.ts';
import type { Emoji, EmojiGroup } from './emoji.ts';

/** By emojibase's number; 2 are parts, such as skin tones alone. */
const groups: Readonly<Record<number, EmojiGroup>> = {
  0: 'smileys',
  1: 'people',
  3: 'nature',
  4: 'food',
  5: 'travel',
  6: 'activities',
  7: 'objects',
  8: 'symbols',
  9: 'flags',
};

/** What of an entry is used. */
interface Entry {
  readonly hexcode: string;
  readonly unicode: string;
  readonly label: string;
  readonly tags?: readonly string[];
  readonly group?: number;
  readonly order?: number;
}

/** emojibase has no Arabic. */
const entriesOf: Readonly<Record<LanguageCode, () => Promise<{ default: readonly Entry[] }>>> = {
  en: () => import('emojibase-data/en/compact.json'),
  de: () => import('emojibase-data/de/compact.json'),
  fr: () => import('emojibase-data/fr/compact.json'),
  es: () => import('emojibase-data/es/compact.json'),
  zh: () => import('emojibase-data/zh/compact.json'),
  ar: () => import('emojibase-data/en/compact.json'),
};

const loaded = new Map<LanguageCode, Promise<readonly Emoji[]>>();

/** Fails where the file can't be read; then it can be tried again. */
export function loadEmoji(language: LanguageCode): Promise<readonly Emoji[]> {
  const known = loaded.get(language);
  if (known !== undefined) return known;
  const reading = read(language);
  loaded.set(language, reading);
  reading.catch(() => loaded.delete(language));
  return reading;
}

async function read(language: LanguageCode): Promise<readonly Emoji[]> {
  const [{ default: entries }, { default: shorts }] = await Promise.all([
    entriesOf[language](),
    import('emojibase-data/en/shortcodes/github.json'),
  ]);
  const emoji: Emoji[] = [];
  for (const { hexcode, unicode, label, tags = [], group = -1 } of entries.toSorted(byOrder)) {
    const named = (shorts as Readonly<Record<string, string | readonly string[]>>)[hexcode];
    const [first, ...more] = typeof named === 'string' ? [named] : (named ?? []);
    const shown = groups[group];
    if (first === undefined || shown === undefined) continue;
    emoji.push({ glyph: unicode, name: label, words: tags, shorts: [first, ...more], group: shown });
  }
  return emoji;
}

const byOrder = (a: Entry, b: Entry): number => (a.order ?? 0) - (b.order ?? 0);
