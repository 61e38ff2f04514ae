/** What becomes of the app when its window is closed. */
import type { Closing } from '../api/bridge.ts';

export interface AtClose {
  /** The app quits already, or the machine shuts down. */
  readonly isQuitting: boolean;
  /** The system keeps programs running without a window, as macOS does. */
  readonly staysAnyway: boolean;
  /** Without an icon in the tray nobody would find a hidden window again. */
  readonly hasTray: boolean;
  readonly closing: Closing;
  /** `sent`: the page was told to ask, and has not said that the question is shown. */
  readonly question: 'none' | 'sent' | 'shown';
}

/** `close`: let it close, which ends the app where nothing keeps it. `remind`: the question stands there already. */
export type Deed = 'close' | 'hide' | 'ask' | 'remind';

export function atClose({ isQuitting, staysAnyway, hasTray, closing, question }: AtClose): Deed {
  if (isQuitting) return 'close';
  if (staysAnyway) return 'hide';
  if (!hasTray || closing === 'quit') return 'close';
  if (closing === 'tray') return 'hide';
  // A page that can't show the question (it is loading, or it crashed) must not keep a window from being closed.
  if (question === 'sent') return 'close';
  return question === 'shown' ? 'remind' : 'ask';
}
