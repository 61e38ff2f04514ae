/** How this browser or desktop window shows things. It is kept here, not by the peer: each window has its own eyes. */
import { languageCodes } from '../i18n/languages.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** Every value that each preference may have, in the order in which they are offered. */
export const choices = {
  theme: ['system', 'light', 'dark'],
  density: ['comfortable', 'compact'],
  textSize: ['small', 'normal', 'large', 'largest'],
  motion: ['system', 'reduced'],
  language: ['system', ...languageCodes],
} as const;

export type Preferences = { readonly [K in keyof typeof choices]: (typeof choices)[K][number] };

const usual: Preferences = {
  theme: 'system',
  density: 'comfortable',
  textSize: 'normal',
  motion: 'system',
  language: 'system',
};

/** Where they are kept, as text: localStorage, or nothing where a browser forbids that. */
export interface Kept {
  read(): string | null;
  write(text: string): void;
  /** Another window of this browser wrote; returns its unsubscribe. */
  onWritten(listener: () => void): () => void;
}

export interface PreferenceStore extends Pick<StoreApi<Preferences>, 'getState' | 'getInitialState' | 'subscribe'> {
  readonly prefer: (change: Partial<Preferences>) => void;
  readonly stop: () => void;
}

export function openPreferences(kept: Kept): PreferenceStore {
  const store = createStore<Preferences>()(() => parsePreferences(kept.read()));
  return {
    ...store,
    prefer(change) {
      store.setState(change);
      kept.write(JSON.stringify(store.getState()));
    },
    stop: kept.onWritten(() => store.setState(parsePreferences(kept.read()))),
  };
}

/** What an older or newer version wrote that isn't known here counts as not chosen. */
export function parsePreferences(text: string | null): Preferences {
  const found = asRecord(text);
  const pick = <K extends keyof Preferences>(key: K): Preferences[K] =>
    choices[key].find((choice): choice is Preferences[K] => choice === found[key]) ?? usual[key];
  return {
    theme: pick('theme'),
    density: pick('density'),
    textSize: pick('textSize'),
    motion: pick('motion'),
    language: pick('language'),
  };
}

function asRecord(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** tokens.css has the rules: attributes instead of inline styles, which the content security policy forbids. */
export function applyAppearance(root: HTMLElement, { theme, density, textSize, motion }: Preferences): void {
  Object.assign(root.dataset, { theme, density, textSize, motion });
}

/** In the browser's storage for this address. */
export const keptUnder = (storageKey: string): Kept => ({
  read() {
    try {
      return localStorage.getItem(storageKey);
    } catch {
      return null;
    }
  },
  write(text) {
    try {
      localStorage.setItem(storageKey, text);
    } catch {
      // The browser forbids it or is full: they hold as long as this page is open.
    }
  },
  onWritten(listener) {
    const onStorage = ({ key }: StorageEvent): void => {
      if (key === storageKey || key === null) listener();
    };
    window.addEventListener('storage', onStorage);
    return () => window.removeEventListener('storage', onStorage);
  },
});

export const keptInBrowser = keptUnder('preferences');
