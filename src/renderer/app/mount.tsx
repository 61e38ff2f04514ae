import { createRoot } from 'react-dom/client';
import { FIRST_PEER } from '../../api/groups.ts';
import type { Client } from '../../api/service.ts';
import { CloseQuestion } from '../features/desktop/CloseQuestion.tsx';
import { JoinQuestion } from '../features/invite/JoinQuestion.tsx';
import { keepChosenGroup, readChosenGroup } from '../lib/chosenGroup.ts';
import { openDesktop } from '../lib/desktop.ts';
import { pacedFrames } from '../lib/everyFrame.ts';
import { keepFocus } from '../lib/keepFocus.ts';
import type { Ways } from '../lib/openClient.ts';
import { applyAppearance, keptInBrowser, openPreferences } from '../lib/preferences.ts';
import '../styles/base.css';
import { AroundProvider, startAround } from './around.tsx';
import { ChosenLanguage, readLanguage } from './ChosenLanguage.tsx';
import { CrashPage } from './CrashPage.tsx';
import { startGroups } from './groups.ts';
import { GroupsProvider } from './groupsContext.tsx';
import { watchTitle } from './pageTitle.ts';
import { PreferencesProvider } from './preferences.tsx';
import { rememberReading, watchAttention } from './reading.ts';
import { Root } from './Root.tsx';

/** Puts the interface of a peer, and of its groups where there are ways to them, into an element. `home`: the peer's id. */
export async function mount(element: HTMLElement, first: Client, ways?: Ways, home = FIRST_PEER): Promise<void> {
  const groups = startGroups({
    first,
    home,
    ways,
    frames: pacedFrames,
    rememberReading,
    chosen: ways === undefined ? undefined : readChosenGroup(),
    keepChosen: keepChosenGroup,
  });
  const desktop = window.peerster === undefined ? undefined : openDesktop(window.peerster.desktop);
  watchAttention((attentive) => groups.setAttentive(attentive), desktop?.isHidden);
  watchTitle(groups, document.title);
  keepFocus(element.ownerDocument);
  const preferences = openPreferences(keptInBrowser);
  applyAppearance(document.documentElement, preferences.getState());
  preferences.subscribe((now) => applyAppearance(document.documentElement, now));
  // While the words of another language are on their way, nothing is shown rather than English.
  const language = await readLanguage(preferences.getState().language);
  const around = startAround({ groups, desktop, language });
  createRoot(element).render(
    <PreferencesProvider preferences={preferences}>
      <ChosenLanguage first={language}>
        <CrashPage>
          <AroundProvider around={around}>
            <GroupsProvider groups={groups}>
              <Root />
            </GroupsProvider>
            <JoinQuestion groups={groups} />
            <CloseQuestion />
          </AroundProvider>
        </CrashPage>
      </ChosenLanguage>
    </PreferencesProvider>,
  );
}
