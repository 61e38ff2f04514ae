/** The desktop that the page runs on, where it runs on one: what is so there, and what can be asked of it. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge, Closing, DesktopBridge, Place, ToDesktop, ToPage } from '../../api/bridge.ts';

declare global {
  interface Window {
    /** Only in the desktop app. */
    readonly peerster?: Bridge;
  }
}

/** The desktop app around this page; undefined in a browser. */
export const desktopOf = (page: Window): Bridge | undefined => page.peerster;

type OfPage<T extends ToPage['type']> = Extract<ToPage, { type: T }>;

export interface Desktop {
  /** Undefined until main has told. */
  readonly place: StoreApi<Place | undefined>;
  readonly isHidden: StoreApi<boolean>;
  /** The last link of ours that the system handed over; unchecked. */
  readonly link: StoreApi<string | undefined>;
  /** The person closes the window and is to be asked what that means. */
  readonly closeAsked: StoreApi<boolean>;
  readonly tell: (status: Extract<ToDesktop, { type: 'words' | 'status' }>) => void;
  readonly show: () => void;
  readonly setClosing: (closing: Closing) => void;
  readonly setStartAtLogin: (on: boolean) => void;
  readonly closeShown: () => void;
  readonly answerClose: (answer: 'stay' | 'tray' | 'quit', remember: boolean) => void;
  /** Each returns its unsubscribe. */
  readonly onDoNotDisturb: (listener: (choice: OfPage<'doNotDisturb'>['choice']) => void) => () => void;
  readonly onGoTo: (listener: (what: OfPage<'goTo'>['what']) => void) => () => void;
}

/** For as long as the page lives. */
export function openDesktop(bridge: DesktopBridge): Desktop {
  const place = createStore<Place | undefined>()(() => undefined);
  const isHidden = createStore<boolean>()(() => false);
  const closeAsked = createStore<boolean>()(() => false);
  const link = createStore<string | undefined>()(() => undefined);
  bridge.onMessage((message) => {
    if (message.type === 'place') place.setState(message.place, true);
    if (message.type === 'hidden') isHidden.setState(message.hidden, true);
    if (message.type === 'askClose') closeAsked.setState(true, true);
    if (message.type === 'link') {
      bridge.send({ type: 'linkTaken' });
      link.setState(message.link, true);
    }
  });
  bridge.send({ type: 'ready' });
  return {
    place,
    isHidden,
    closeAsked,
    link,
    tell: (status) => bridge.send(status),
    show: () => bridge.send({ type: 'show' }),
    setClosing: (closing) => bridge.send({ type: 'setClosing', closing }),
    setStartAtLogin: (on) => bridge.send({ type: 'setStartAtLogin', on }),
    closeShown: () => bridge.send({ type: 'closeShown' }),
    answerClose(answer, remember) {
      closeAsked.setState(false, true);
      bridge.send({ type: 'closeAnswer', answer, remember });
    },
    onDoNotDisturb: (listener) =>
      bridge.onMessage((message) => {
        if (message.type === 'doNotDisturb') listener(message.choice);
      }),
    onGoTo: (listener) =>
      bridge.onMessage((message) => {
        if (message.type === 'goTo') listener(message.what);
      }),
  };
}
