import { createRoot } from 'react-dom/client';
import type { EnvironmentClient } from '../../api/environment.ts';
import { EnvironmentPage } from '../features/environment/EnvironmentPage.tsx';
import { applyAppearance, keptInBrowser, openPreferences } from '../lib/preferences.ts';
import '../styles/base.css';
import { ChosenLanguage, readLanguage } from './ChosenLanguage.tsx';
import { CrashPage } from './CrashPage.tsx';
import { PreferencesProvider } from './preferences.tsx';

/** Puts the page of an environment into an element, as the person's preferences want it. */
export async function mountEnvironment(element: HTMLElement, client: EnvironmentClient): Promise<void> {
  const preferences = openPreferences(keptInBrowser);
  applyAppearance(document.documentElement, preferences.getState());
  const language = await readLanguage(preferences.getState().language);
  createRoot(element).render(
    <PreferencesProvider preferences={preferences}>
      <ChosenLanguage first={language}>
        <CrashPage>
          <EnvironmentPage client={client} />
        </CrashPage>
      </ChosenLanguage>
    </PreferencesProvider>,
  );
}
