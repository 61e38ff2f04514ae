/** What lies over the chat: at most one thing, opened from anywhere. */
import { createContext, useContext } from 'react';

export type SettingsSection = 'appearance' | 'name' | 'spreading' | 'peers' | 'about';

export type Overlay =
  | { readonly kind: 'none' }
  | { readonly kind: 'switcher' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'demo' }
  /** `address`: the peer that is asked for. */
  | { readonly kind: 'settings'; readonly section: SettingsSection; readonly address?: string };

export interface OverlayControl {
  readonly overlay: Overlay;
  readonly open: (overlay: Overlay) => void;
  /** Does nothing where something else was opened instead meanwhile. */
  readonly close: (kind: Overlay['kind']) => void;
}

export const OverlayContext = createContext<OverlayControl>({
  overlay: { kind: 'none' },
  open: () => undefined,
  close: () => undefined,
});

export const useOverlay = (): OverlayControl => useContext(OverlayContext);
