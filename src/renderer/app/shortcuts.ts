/** Which key opens what. */
import type { Overlay } from './overlay.tsx';

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Whether this platform's menus show Cmd, as on a Mac, and not Ctrl. */
export const hasCommandKey = (platform: string): boolean => /mac|iphone|ipad/i.test(platform);

/** L as in links, U as in upload: N, M, D and S with Shift are the browsers' own. */
const withShift: Readonly<Record<string, Overlay>> = {
  f: { kind: 'search' },
  l: { kind: 'network' },
  u: { kind: 'files', tab: 'here' },
};

/** Undefined: none of ours. `isWriting`: the key would type something. */
export function overlayOf(press: KeyPress, isMac: boolean, isWriting: boolean): Overlay | undefined {
  // AltGr is Ctrl+Alt on Windows, and types a letter.
  if (press.altKey) return undefined;
  if (!press.ctrlKey && !press.metaKey) {
    return press.key === '?' && !isWriting ? { kind: 'shortcuts' } : undefined;
  }
  const isCommand = isMac ? press.metaKey && !press.ctrlKey : press.ctrlKey && !press.metaKey;
  if (!isCommand) return undefined;
  if (press.shiftKey) return withShift[press.key.toLowerCase()];
  if (press.key === ',') return { kind: 'settings', section: 'appearance' };
  return press.key.toLowerCase() === 'k' ? { kind: 'switcher' } : undefined;
}

/** Ctrl+F, or Cmd+F: finds in the conversation. */
export const isFind = ({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress, isMac: boolean): boolean =>
  key.toLowerCase() === 'f' && !altKey && !shiftKey && (isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey);

/** Ctrl or Cmd with 1 to 9 goes to a group: its place in the list, from 0. A browser may keep these keys for its tabs. */
export function groupPlaceOf(press: KeyPress, isMac: boolean): number | undefined {
  if (press.altKey || press.shiftKey || !/^[1-9]$/.test(press.key)) return undefined;
  const isCommand = isMac ? press.metaKey && !press.ctrlKey : press.ctrlKey && !press.metaKey;
  return isCommand ? Number(press.key) - 1 : undefined;
}

/** Where a key types text: fields other than buttons of a kind. */
export const isWritable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=radio], [type=checkbox])'));
