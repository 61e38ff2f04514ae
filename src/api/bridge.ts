/**
 * The whole IPC contract of the desktop app.
 *
 * 1. Preload makes one channel for each page that is loaded and sends main its other end, on ConnectMessage. That is
 *    the only thing it ever sends by a name; a page that is gone takes its channel along, and its late answers.
 * 2. Over the channel go ToPeer and ToClient (channelMessages.ts), as over a WebSocket.
 * 3. The page sees `window.peerster`, a Bridge, and nothing else of Electron.
 */
import type { ToPeer } from './channelMessages.ts';

export type ConnectMessage = 'peerster:connect';

/** What the preload script gives the page as `window.peerster`: one end of the channel. */
export interface Bridge {
  send(message: ToPeer): void;
  /** `listener` gets what main sent, unchecked; returns its unsubscribe. */
  onMessage(listener: (data: unknown) => void): () => void;
}
