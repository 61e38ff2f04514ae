/** A way to a peer that carries messages both ways, in order, while it is open: a WebSocket or an IPC port. */
import type { ToPeer } from './channelMessages.ts';

export type ConnectionState = 'connecting' | 'open' | 'closed' | 'refused';

export interface ChannelListener {
  /** What arrived, unchecked. */
  message(data: unknown): void;
  /** `closed` may be followed by `connecting`; after `refused` nothing comes any more. */
  state(state: ConnectionState): void;
}

export interface Channel {
  /** Only while open; otherwise it is dropped. */
  send(message: ToPeer): void;
  /** Opens it; returns what closes it for good. */
  listen(listener: ChannelListener): () => void;
}
