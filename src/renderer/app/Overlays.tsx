import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { unreachable } from '../../api/result.ts';
import { Demo } from '../features/demo/Demo.tsx';
import { Settings } from '../features/settings/Settings.tsx';
import { Shortcuts } from '../features/shortcuts/Shortcuts.tsx';
import { Switcher } from '../features/switcher/Switcher.tsx';
import { OverlayContext, type Overlay } from './overlay.tsx';
import { hasCommandKey, isWritable, overlayOf } from './shortcuts.ts';

const none: Overlay = { kind: 'none' };

/** Gives what is inside a way to open things over itself, and keys to do so. */
export function Overlays({ children }: { children: ReactNode }) {
  const [overlay, open] = useState(none);
  const control = useMemo(
    () => ({ overlay, open, close: (kind: Overlay['kind']) => open((now) => (now.kind === kind ? none : now)) }),
    [overlay],
  );

  useEffect(() => {
    const isMac = hasCommandKey(navigator.platform);
    const onKey = (event: KeyboardEvent): void => {
      const wanted = overlayOf(event, isMac, isWritable(event.target));
      if (wanted === undefined) return;
      event.preventDefault();
      open((now) => (now.kind === wanted.kind ? none : wanted));
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  return (
    <OverlayContext value={control}>
      {children}
      <Opened overlay={overlay} onClose={() => control.close(overlay.kind)} />
    </OverlayContext>
  );
}

function Opened({ overlay, onClose }: { overlay: Overlay; onClose: () => void }): ReactNode {
  switch (overlay.kind) {
    case 'none':
      return undefined;
    case 'switcher':
      return <Switcher onClose={onClose} />;
    case 'shortcuts':
      return <Shortcuts onClose={onClose} />;
    case 'demo':
      return <Demo onClose={onClose} />;
    case 'settings':
      return <Settings first={overlay.section} address={overlay.address} onClose={onClose} />;
    default:
      return unreachable(overlay);
  }
}
