/** What lies over the chat: at most one thing, opened from anywhere. */
import { createContext, useContext } from 'react';

export type Overlay = 'none' | 'settings';

export interface OverlayControl {
  readonly overlay: Overlay;
  readonly open: (overlay: Overlay) => void;
  /** Does nothing where something else was opened instead meanwhile. */
  readonly close: (overlay: Overlay) => void;
}

export const OverlayContext = createContext<OverlayControl>({
  overlay: 'none',
  open: () => undefined,
  close: () => undefined,
});

export const useOverlay = (): OverlayControl => useContext(OverlayContext);
