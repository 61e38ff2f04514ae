/** Which key opens what. */
import type { Overlay } from './overlay.tsx';

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The key that this platform's menus show: Cmd on a Mac, Ctrl elsewhere. */
export const hasCommandKey = (platform: string): boolean => /mac|iphone|ipad/i.test(platform);

/** Undefined: none of ours. */
export function overlayOf(press: KeyPress, isMac: boolean): Overlay | undefined {
  const isCommand = isMac ? press.metaKey && !press.ctrlKey : press.ctrlKey && !press.metaKey;
  // AltGr is Ctrl+Alt on Windows, and types a letter.
  if (press.altKey || !isCommand || press.shiftKey) return undefined;
  return press.key === ',' ? 'settings' : undefined;
}
