/** What the preload script gives the page as `window.peerster`: the two ends of a channel, and nothing else. */
import type { ToPeer } from './channelMessages.ts';

export interface Bridge {
  send(message: ToPeer): void;
  /** `listener` gets what main sent, unchecked; returns its unsubscribe. */
  onMessage(listener: (data: unknown) => void): () => void;
}
