import { useEffect, useState, type ReactNode } from 'react';
import { LanguageProvider, languageOf, type Language } from '../i18n/language.tsx';
import { chooseLanguage, loadStrings } from '../i18n/languages.ts';
import type { Preferences } from '../lib/preferences.ts';
import { usePreferences } from './preferences.tsx';

/** Everything inside speaks the language that was chosen, as soon as its words are here; until then the last one. */
export function ChosenLanguage({ first, children }: { first: Language; children: ReactNode }) {
  const [{ language: wanted }] = usePreferences();
  const [language, setLanguage] = useState(first);

  useEffect(() => {
    let isWanted = true;
    void readLanguage(wanted).then((read) => {
      if (isWanted) setLanguage(read);
    });
    return () => {
      isWanted = false;
    };
  }, [wanted]);

  useEffect(() => {
    document.documentElement.lang = language.locale;
    document.documentElement.dir = language.direction;
  }, [language]);

  return <LanguageProvider language={language}>{children}</LanguageProvider>;
}

/** English where the words can't be read: the page is of a version that isn't served any more. */
export async function readLanguage(wanted: Preferences['language']): Promise<Language> {
  const chosen = chooseLanguage(wanted, navigator.languages);
  try {
    return languageOf(chosen, await loadStrings(chosen.code));
  } catch {
    return languageOf(chooseLanguage('en', navigator.languages), await loadStrings('en'));
  }
}
