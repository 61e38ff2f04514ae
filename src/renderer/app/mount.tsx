import { createRoot } from 'react-dom/client';
import type { Client } from '../../api/service.ts';
import { nextFrame } from '../lib/everyFrame.ts';
import { applyAppearance, keptInBrowser, openPreferences } from '../lib/preferences.ts';
import '../styles/base.css';
import { ChosenLanguage, readLanguage } from './ChosenLanguage.tsx';
import { CrashPage } from './CrashPage.tsx';
import { PreferencesProvider } from './preferences.tsx';
import { Root } from './Root.tsx';
import { rememberReading, watchAttention } from './reading.ts';
import { startSession } from './session.ts';
import { AppProvider, createAppStore } from './store.tsx';

/** Puts the interface of a peer into an element. */
export async function mount(element: HTMLElement, client: Client): Promise<void> {
  const store = createAppStore();
  rememberReading(store);
  const session = startSession(client, store, nextFrame);
  watchAttention(session);
  const preferences = openPreferences(keptInBrowser);
  applyAppearance(document.documentElement, preferences.getState());
  preferences.subscribe((now) => applyAppearance(document.documentElement, now));
  // While the words of another language are on their way, nothing is shown rather than English.
  const first = await readLanguage(preferences.getState().language);
  createRoot(element).render(
    <PreferencesProvider preferences={preferences}>
      <ChosenLanguage first={first}>
        <CrashPage>
          <AppProvider app={{ store, session }}>
            <Root />
          </AppProvider>
        </CrashPage>
      </ChosenLanguage>
    </PreferencesProvider>,
  );
}
