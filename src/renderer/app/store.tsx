/** The thin binding of React to the state: one hook to select from it, one to act. */
import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Session } from './session.ts';
import { initialState, type AppState } from './state.ts';

export const createAppStore = (): StoreApi<AppState> => createStore<AppState>()(() => initialState);

export interface App {
  /** Of the peer, and so of the group. */
  readonly id: string;
  readonly store: StoreApi<AppState>;
  readonly session: Session;
}

const AppContext = createContext<App | undefined>(undefined);

export function AppProvider({ app, children }: { app: App; children: ReactNode }) {
  return <AppContext value={app}>{children}</AppContext>;
}

/** For what looks at the state when something is done, and shows none of it. */
export function useAppContext(): App {
  const app = useContext(AppContext);
  if (app === undefined) throw new Error('a component outside of AppProvider');
  return app;
}

/** `select` returns the same value for the same state, so that a component renders only when what it shows changed. */
export const useAppState = <T,>(select: (state: AppState) => T): T => useStore(useAppContext().store, select);

/** Which peer the page shows here. */
export const useAppId = (): string => useAppContext().id;

export const useSession = (): Session => useAppContext().session;
