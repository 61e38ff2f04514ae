/** What lies over the chat: at most one thing, opened from anywhere. */
import { createContext, useContext } from 'react';

export type SettingsSection =
  'appearance' | 'name' | 'notifications' | 'app' | 'spreading' | 'network' | 'storage' | 'backup' | 'peers' | 'about';

export type Overlay =
  | { readonly kind: 'none' }
  | { readonly kind: 'switcher' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'search' }
  | { readonly kind: 'export' }
  | { readonly kind: 'network' }
  /** Those here, or those that others offer. */
  | { readonly kind: 'files'; readonly tab: 'here' | 'find' }
  | { readonly kind: 'demo' }
  | { readonly kind: 'joinGroup' }
  /** Others into the group in view. */
  | { readonly kind: 'invite' }
  /** What can be done with a group. */
  | { readonly kind: 'group'; readonly id: string }
  | { readonly kind: 'doctor' }
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
