/** The languages of the interface, which of them a person reads, and how their words get here. */
import { en } from './en.ts';
import type { Strings } from './strings.ts';

/** Each by its own name, so that whoever took a wrong one finds the way back. */
export const languageNames = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  zh: '简体中文',
  ar: 'العربية',
} as const;

export type LanguageCode = keyof typeof languageNames;
/** `en` first: what nothing else fits. */
export const languageCodes = Object.keys(languageNames) as LanguageCode[]; // Object.keys forgets which keys there are

export interface ChosenLanguage {
  readonly code: LanguageCode;
  /** For dates and numbers: the person's own kind of this language where the system names one. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
}

/** `preferred`: tags as in navigator.languages, the dearest first. */
export function chooseLanguage(chosen: LanguageCode | 'system', preferred: readonly string[]): ChosenLanguage {
  const known = preferred.filter(isLanguageTag);
  const code = chosen === 'system' ? (known.map(codeOf).find((found) => found !== undefined) ?? 'en') : chosen;
  const locale = known.find((tag) => codeOf(tag) === code) ?? usualLocale[code];
  return { code, locale, direction: code === 'ar' ? 'rtl' : 'ltr' };
}

const usualLocale: Readonly<Record<LanguageCode, string>> = {
  en: 'en-GB',
  de: 'de',
  fr: 'fr',
  es: 'es',
  zh: 'zh-Hans',
  ar: 'ar',
};

/** Who reads traditional characters reads English rather than simplified ones that we would pass off as theirs. */
function codeOf(tag: string): LanguageCode | undefined {
  const { language, script } = new Intl.Locale(tag).maximize();
  if (language === 'zh' && script !== 'Hans') return undefined;
  return languageCodes.find((code) => code === language);
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

const tables: Readonly<Record<LanguageCode, () => Promise<Strings>>> = {
  en: () => Promise.resolve(en),
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  es: async () => (await import('./es.ts')).es,
  zh: async () => (await import('./zh.ts')).zh,
  ar: async () => (await import('./ar.ts')).ar,
};

/** A file of its own for each language but English, read when it is wanted. */
export const loadStrings = (code: LanguageCode): Promise<Strings> => tables[code]();
