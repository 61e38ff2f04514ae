/** The thin binding of React to the preferences of this window. */
import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Preferences, PreferenceStore } from '../lib/preferences.ts';

const PreferencesContext = createContext<PreferenceStore | undefined>(undefined);

export function PreferencesProvider({ preferences, children }: { preferences: PreferenceStore; children: ReactNode }) {
  return <PreferencesContext value={preferences}>{children}</PreferencesContext>;
}

export function usePreferences(): readonly [Preferences, PreferenceStore['prefer']] {
  const store = useContext(PreferencesContext);
  if (store === undefined) throw new Error('a component outside of PreferencesProvider');
  return [useStore(store), store.prefer];
}
