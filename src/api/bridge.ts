/**
 * The whole IPC contract of the desktop app.
 *
 * 1. For each channel that the page opens, preload makes one and sends main its other end, on ConnectMessage, with the
 *    Target that it is for: one peer, or the set of them. Over it go ToPeer and ToClient (channelMessages.ts), as over a
 *    WebSocket; a page that is gone takes its channels along.
 * 2. What is of the desktop and not of the peer (tray, menu, badge, closing, starting at login) goes by DesktopMessage:
 *    ToDesktop from the page, parsed by main, and ToPage back. Every message stands alone: none is an answer.
 * 3. The page decides what a person is told, since it has the language and the preferences; main does what it is told
 *    and tells what is so (Place), after each change and to each page that says it is ready.
 * 4. What needs an answer is asked by AskMessage. Main asks the person where files are: no path of the page's is ever used.
 * 5. A file that a person dropped or chose is shared where it lies: preload asks the system for its path and tells main
 *    (ShareMessage); the page hands over the File object, which it can't make up.
 * 6. The page sees `window.peerster`, a Bridge, and nothing else of Electron.
 * 7. A link of ours that the system hands over (`peerster://…`) goes to the page as the text that it is, and does nothing by
 *    itself: the page reads it and asks the person. Main sends it again to each page that is ready, until one took it.
 */
import { z } from 'zod';
import type { Problem } from '../gossiper/result.ts';
import type { ToPeer } from './channelMessages.ts';
import type { AddedFile } from './contract.ts';
import { peerIdSchema } from './groups.ts';

export type ConnectMessage = 'peerster:connect';
export type DesktopMessage = 'peerster:desktop';
export type AskMessage = 'peerster:ask';

export type ShareMessage = 'peerster:share';

/** What the preload script, and never the page, says of a file that a person dropped or chose: the system told it the path. */
export const shareSchema = z.object({ peer: peerIdSchema, path: z.string().max(32_768) });
export type ShareRequest = z.infer<typeof shareSchema>;

/** `noPath`: it is no file of this machine's disk (pasted, say); its bytes have to be sent. */
export type ShareAnswer =
  | { readonly kind: 'shared'; readonly file: AddedFile }
  | { readonly kind: 'noPath' }
  | { readonly kind: 'failed'; readonly problem: Problem };

export const targetSchema = z.discriminatedUnion('kind', [
  /** `id` null: the first peer. */
  z.object({ kind: z.literal('peer'), id: peerIdSchema.nullable() }),
  z.object({ kind: z.literal('set') }),
]);
export type Target = z.infer<typeof targetSchema>;

export type DesktopRequest =
  /** Shows the folder of a peer (its id) in the system's file manager. */
  | { readonly ask: 'openFolder'; readonly peer: string }
  /** Asks where fetched files are to go from now on. */
  | { readonly ask: 'chooseDownloads' }
  | { readonly ask: 'restart' }
  /** Asks where to put the backup that is ready under this id. */
  | { readonly ask: 'saveBackup'; readonly id: string }
  /** Opens a file that is here whole with the system's program for it, or shows it in its folder: by its hash. */
  | { readonly ask: 'openFile' | 'showFile'; readonly peer: string; readonly hash: string }
  /**
   * Asks for a backup, or with `again` takes the one that was chosen before; then the app restarts with it in the place of
   * `peer`.
   */
  | { readonly ask: 'restore'; readonly peer: string; readonly passphrase: string; readonly again: boolean };

export type DesktopAnswer =
  | { readonly kind: 'done' }
  /** The person chose nothing. */
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** One end of a channel. */
export interface BridgeChannel {
  send(message: ToPeer): void;
  close(): void;
}

/** What the preload script gives the page as `window.peerster`. */
export interface Bridge {
  /** `onMessage` gets what main sent, unchecked; `onClose` is called where main ends it: that peer doesn't run any more. */
  open(target: Target, onMessage: (data: unknown) => void, onClose: () => void): BridgeChannel;
  ask(request: DesktopRequest): Promise<DesktopAnswer>;
  /** `file`: a File of a drop, a paste or a file chooser; where it lies on a disk it is shared there. No search finds it until a message offers it. */
  shareFile(peer: string, file: object): Promise<ShareAnswer>;
  readonly desktop: DesktopBridge;
}

export interface DesktopBridge {
  send(message: ToDesktop): void;
  /** Returns its unsubscribe. */
  onMessage(listener: (message: ToPage) => void): () => void;
}

/** What becomes of the app when its window is closed. */
export const closingSchema = z.enum(['ask', 'tray', 'quit']);
export const doNotDisturbChoiceSchema = z.enum(['off', 'on', 'hour', 'tomorrow']);

/** More than any menu shows of an item. */
const MAX_WORD_UNITS = 120;
const word = z.string().max(MAX_WORD_UNITS);

/** What stands in the tray's and the window's menus, in the person's language. */
export const desktopWordsSchema = z.object({
  open: word,
  quit: word,
  settings: word,
  about: word,
  doNotDisturb: word,
  off: word,
  on: word,
  hour: word,
  tomorrow: word,
  file: word,
  edit: word,
  view: word,
  window: word,
  help: word,
  undo: word,
  redo: word,
  cut: word,
  copy: word,
  paste: word,
  selectAll: word,
  reload: word,
  actualSize: word,
  zoomIn: word,
  zoomOut: word,
  fullScreen: word,
  minimize: word,
  closeWindow: word,
  hide: word,
  hideOthers: word,
  showAll: word,
});

export const toDesktopSchema = z.discriminatedUnion('type', [
  /** The page listens. */
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('words'), words: desktopWordsSchema }),
  z.object({
    type: z.literal('status'),
    unread: z.number().int().nonnegative(),
    /** Of the tray's icon: "Peerster — 3 unread". */
    tooltip: word,
    doNotDisturb: doNotDisturbChoiceSchema,
  }),
  /** Bring the window to the person: a notification was clicked. */
  z.object({ type: z.literal('show') }),
  z.object({ type: z.literal('setClosing'), closing: closingSchema }),
  z.object({ type: z.literal('setStartAtLogin'), on: z.boolean() }),
  /** The question about closing stands before the person. */
  z.object({ type: z.literal('closeShown') }),
  /** A link arrived. */
  z.object({ type: z.literal('linkTaken') }),
  z.object({ type: z.literal('closeAnswer'), answer: z.enum(['stay', 'tray', 'quit']), remember: z.boolean() }),
]);

/** What the page needs to know of the desktop that it runs on. */
export interface Place {
  readonly system: 'windows' | 'mac' | 'linux';
  /** An icon of ours is in the tray or the menu bar. */
  readonly hasTray: boolean;
  readonly closing: Closing;
  /** The folder that fetched files go to. */
  readonly downloads: string;
  /** `refused`: off, and the system did not let us switch it on. */
  readonly startAtLogin: 'off' | 'on' | 'refused';
}

export type ToPage =
  | { readonly type: 'place'; readonly place: Place }
  /** The window is in the tray or minimized: whatever the page takes itself for, nobody looks at it. */
  | { readonly type: 'hidden'; readonly hidden: boolean }
  /** The person closes the window: ask what that is to mean. */
  | { readonly type: 'askClose' }
  /** Chosen in the tray's menu. */
  | { readonly type: 'doNotDisturb'; readonly choice: DoNotDisturbChoice }
  /** A link of ours that the person opened somewhere, unchecked. */
  | { readonly type: 'link'; readonly link: string }
  /** Chosen in the window's menu. */
  | { readonly type: 'goTo'; readonly what: 'settings' | 'about' };

export type Closing = z.infer<typeof closingSchema>;
export type DoNotDisturbChoice = z.infer<typeof doNotDisturbChoiceSchema>;
export type DesktopWords = z.infer<typeof desktopWordsSchema>;
export type ToDesktop = z.infer<typeof toDesktopSchema>;
