/** The language of the interface, for every component. */
import { createContext, useContext, type ReactNode } from 'react';
import { datesIn, type Dates } from './dates.ts';
import { en } from './en.ts';
import { chooseLanguage, type ChosenLanguage } from './languages.ts';
import { translator, type Strings, type Translate } from './strings.ts';

export interface Language extends ChosenLanguage {
  readonly t: Translate;
  readonly dates: Dates;
  readonly formatNumber: (value: number) => string;
}

export function languageOf(chosen: ChosenLanguage, strings: Strings): Language {
  const { locale } = chosen;
  const t = translator(locale, strings);
  const numbers = new Intl.NumberFormat(locale);
  return { ...chosen, t, dates: datesIn(locale, t), formatNumber: (value) => numbers.format(value) };
}

const LanguageContext = createContext<Language>(languageOf(chooseLanguage('en', []), en));

export function LanguageProvider({ language, children }: { language: Language; children: ReactNode }) {
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

export const useLanguage = (): Language => useContext(LanguageContext);
