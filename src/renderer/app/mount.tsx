import { createRoot } from 'react-dom/client';
import type { Client } from '../../api/service.ts';
import { languageFor, LanguageProvider } from '../i18n/language.tsx';
import { nextFrame } from '../lib/everyFrame.ts';
import '../styles/base.css';
import { CrashPage } from './CrashPage.tsx';
import { Root } from './Root.tsx';
import { rememberReading, watchAttention } from './reading.ts';
import { startSession } from './session.ts';
import { AppProvider, createAppStore } from './store.tsx';

/** Puts the interface of a peer into an element. */
export function mount(element: HTMLElement, client: Client): void {
  const store = createAppStore();
  rememberReading(store);
  const session = startSession(client, store, nextFrame);
  watchAttention(session);
  const language = languageFor(navigator.languages);
  document.documentElement.lang = language.locale;
  document.documentElement.dir = language.direction;
  createRoot(element).render(
    <LanguageProvider language={language}>
      <CrashPage>
        <AppProvider app={{ store, session }}>
          <Root />
        </AppProvider>
      </CrashPage>
    </LanguageProvider>,
  );
}
