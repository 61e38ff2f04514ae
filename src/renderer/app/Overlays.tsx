import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { Settings } from '../features/settings/Settings.tsx';
import { OverlayContext, type Overlay } from './overlay.tsx';
import { hasCommandKey, overlayOf } from './shortcuts.ts';

/** Gives what is inside a way to open things over itself, and keys to do so. */
export function Overlays({ children }: { children: ReactNode }) {
  const [overlay, open] = useState<Overlay>('none');
  const control = useMemo(
    () => ({ overlay, open, close: (closed: Overlay) => open((now) => (now === closed ? 'none' : now)) }),
    [overlay],
  );

  useEffect(() => {
    const isMac = hasCommandKey(navigator.platform);
    const onKey = (event: KeyboardEvent): void => {
      const wanted = overlayOf(event, isMac);
      if (wanted === undefined) return;
      event.preventDefault();
      open((now) => (now === wanted ? 'none' : wanted));
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  return (
    <OverlayContext value={control}>
      {children}
      {overlay === 'settings' && <Settings onClose={() => control.close('settings')} />}
    </OverlayContext>
  );
}
