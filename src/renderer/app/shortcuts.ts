/** Which key opens what. */
import type { Overlay } from './overlay.tsx';

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Whether this platform's menus show Cmd, as on a Mac, and not Ctrl. */
export const hasCommandKey = (platform: string): boolean => /mac|iphone|ipad/i.test(platform);

/** Undefined: none of ours. `isWriting`: the key would type something. */
export function overlayOf(press: KeyPress, isMac: boolean, isWriting: boolean): Overlay | undefined {
  // AltGr is Ctrl+Alt on Windows, and types a letter.
  if (press.altKey) return undefined;
  if (!press.ctrlKey && !press.metaKey) {
    return press.key === '?' && !isWriting ? { kind: 'shortcuts' } : undefined;
  }
  const isCommand = isMac ? press.metaKey && !press.ctrlKey : press.ctrlKey && !press.metaKey;
  if (!isCommand || press.shiftKey) return undefined;
  if (press.key === ',') return { kind: 'settings', section: 'appearance' };
  return press.key.toLowerCase() === 'k' ? { kind: 'switcher' } : undefined;
}

/** Where a key types text: fields other than buttons of a kind. */
export const isWritable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=radio], [type=checkbox])'));
