import { createRoot } from 'react-dom/client';
import type { Client } from '../../api/service.ts';
import { languageFor, LanguageProvider } from '../i18n/language.tsx';
import { nextFrame } from '../lib/everyFrame.ts';
import { applyAppearance, keptInBrowser, openPreferences } from '../lib/preferences.ts';
import '../styles/base.css';
import { CrashPage } from './CrashPage.tsx';
import { PreferencesProvider } from './preferences.tsx';
import { Root } from './Root.tsx';
import { startSession } from './session.ts';
import { AppProvider, createAppStore } from './store.tsx';

/** Puts the interface of a peer into an element. */
export function mount(element: HTMLElement, client: Client): void {
  const store = createAppStore();
  const session = startSession(client, store, nextFrame);
  const preferences = openPreferences(keptInBrowser);
  applyAppearance(document.documentElement, preferences.getState());
  preferences.subscribe((now) => applyAppearance(document.documentElement, now));
  const language = languageFor(navigator.languages);
  document.documentElement.lang = language.locale;
  document.documentElement.dir = language.direction;
  createRoot(element).render(
    <LanguageProvider language={language}>
      <CrashPage>
        <PreferencesProvider preferences={preferences}>
          <AppProvider app={{ store, session }}>
            <Root />
          </AppProvider>
        </PreferencesProvider>
      </CrashPage>
    </LanguageProvider>,
  );
}
