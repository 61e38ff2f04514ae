/** The language of the interface, for every component. */
import { createContext, useContext, type ReactNode } from 'react';
import { datesIn, type Dates } from './dates.ts';
import { en } from './en.ts';
import { translator, type Strings, type Translate } from './strings.ts';

export interface Language {
  /** For Intl, and for the document's `lang`. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  readonly t: Translate;
  readonly dates: Dates;
  readonly formatNumber: (value: number) => string;
}

function language(locale: string, direction: Language['direction'], strings: Strings): Language {
  const t = translator(locale, strings);
  const numbers = new Intl.NumberFormat(locale);
  return { locale, direction, t, dates: datesIn(locale, t), formatNumber: (value) => numbers.format(value) };
}

/** English words, with dates and numbers as this person's English writes them. */
export function languageFor(preferred: readonly string[]): Language {
  const locale = preferred.find((name) => /^en(-|$)/.test(name)) ?? 'en-GB';
  return language(locale, 'ltr', en);
}

const LanguageContext = createContext<Language>(languageFor([]));

export function LanguageProvider({ language, children }: { language: Language; children: ReactNode }) {
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

export const useLanguage = (): Language => useContext(LanguageContext);
