import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { unreachable } from '../../api/result.ts';
import { Demo } from '../features/demo/Demo.tsx';
import { Doctor } from '../features/doctor/Doctor.tsx';
import { ExportPage } from '../features/export/ExportPage.tsx';
import { FilesDialog } from '../features/files/FilesDialog.tsx';
import { InviteDialog } from '../features/invite/InviteDialog.tsx';
import { NetworkDialog } from '../features/network/NetworkDialog.tsx';
import { SearchPage } from '../features/search/SearchPage.tsx';
import { GroupOptions } from '../features/groups/GroupOptions.tsx';
import { JoinGroup } from '../features/groups/JoinGroup.tsx';
import { Settings } from '../features/settings/Settings.tsx';
import { Shortcuts } from '../features/shortcuts/Shortcuts.tsx';
import { Switcher } from '../features/switcher/Switcher.tsx';
import { useAround } from './around.tsx';
import { useGroups } from './groupsContext.tsx';
import { OverlayContext, type Overlay } from './overlay.tsx';
import { groupPlaceOf, hasCommandKey, isWritable, overlayOf } from './shortcuts.ts';

const none: Overlay = { kind: 'none' };

/** Gives what is inside a way to open things over itself, and keys to do so. */
export function Overlays({ children }: { children: ReactNode }) {
  const [overlay, open] = useState(none);
  const control = useMemo(
    () => ({ overlay, open, close: (kind: Overlay['kind']) => open((now) => (now.kind === kind ? none : now)) }),
    [overlay],
  );

  const { desktop } = useAround();
  useEffect(
    () => desktop?.onGoTo((what) => open({ kind: 'settings', section: what === 'about' ? 'about' : 'appearance' })),
    [desktop],
  );

  const groups = useGroups();
  useEffect(() => {
    const isMac = hasCommandKey(navigator.platform);
    const onKey = (event: KeyboardEvent): void => {
      const place = groupPlaceOf(event, isMac);
      const group = place === undefined ? undefined : groups.store.getState().groups[place];
      if (group?.running === true) {
        event.preventDefault();
        groups.choose(group.id);
        return;
      }
      const wanted = overlayOf(event, isMac, isWritable(event.target));
      if (wanted === undefined) return;
      event.preventDefault();
      open((now) => (now.kind === wanted.kind ? none : wanted));
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [groups]);

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
    case 'search':
      return <SearchPage onClose={onClose} />;
    case 'export':
      return <ExportPage onClose={onClose} />;
    case 'joinGroup':
      return <JoinGroup onClose={onClose} />;
    case 'invite':
      return <InviteDialog onClose={onClose} />;
    case 'group':
      return <GroupOptions id={overlay.id} onClose={onClose} />;
    case 'network':
      return <NetworkDialog onClose={onClose} />;
    case 'files':
      return <FilesDialog first={overlay.tab} onClose={onClose} />;
    case 'demo':
      return <Demo onClose={onClose} />;
    case 'doctor':
      return <Doctor onClose={onClose} />;
    case 'settings':
      return <Settings first={overlay.section} address={overlay.address} onClose={onClose} />;
    default:
      return unreachable(overlay);
  }
}
