/** The thin binding of React to the groups: which there are, which one is in view, and what can be done with them. */
import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { useLanguage } from '../i18n/language.tsx';
import type { Groups } from './groups.ts';
import { nameAmong, shownGroup, type GroupState } from './groupState.ts';
import { Opening } from './Opening.tsx';
import { AppProvider, useAppId } from './store.tsx';

const GroupsContext = createContext<Groups | undefined>(undefined);

/** What is inside belongs to the group in view, and starts anew when another one is chosen. */
export function GroupsProvider({ groups, children }: { groups: Groups; children: ReactNode }) {
  const { t } = useLanguage();
  const shown = useStore(groups.store, shownGroup);
  const app = shown === undefined ? undefined : groups.app(shown);
  return (
    <GroupsContext value={groups}>
      {app === undefined ? (
        <Opening words={t('connecting')} />
      ) : (
        <AppProvider key={app.id} app={app}>
          {children}
        </AppProvider>
      )}
    </GroupsContext>
  );
}

export function useGroups(): Groups {
  const groups = useContext(GroupsContext);
  if (groups === undefined) throw new Error('a component outside of GroupsProvider');
  return groups;
}

export const useGroupState = <T,>(select: (state: GroupState) => T): T => useStore(useGroups().store, select);

/** Of the group in view, where there are several. */
export function useGroupName(): string | undefined {
  const id = useAppId();
  return useGroupState(({ groups }) => nameAmong(groups, id));
}
