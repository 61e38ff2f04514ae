/** What the interface knows of its peer. */
import type { Message, Notice, Peer, Self, Sync } from '../../api/contract.ts';
import type { ClientHandlers } from '../../api/service.ts';
import { nothingUnread, type Unread } from './unread.ts';
import { emptyWindow, type TimelineWindow } from './timelineWindow.ts';

export type Connection = Parameters<ClientHandlers['connection']>[0];

export interface AppState {
  readonly connection: Connection;
  /** The connection was open before: `connecting` then means that it broke. */
  readonly wasOpen: boolean;
  readonly self: Self | undefined;
  readonly peers: ReadonlyMap<string, Peer>;
  readonly sync: Sync | undefined;
  /** One per code, in order of arrival. */
  readonly notices: readonly Notice[];
  /** Codes of notices that the person put away; one that comes again is shown again. */
  readonly dismissed: ReadonlySet<string>;
  readonly loading: Loading;
  readonly timeline: TimelineWindow;
  readonly unread: Unread;
  /** Someone looks at the page. */
  readonly attentive: boolean;
  /** The newest message of someone else that arrived while this page was open, and how many came with it. */
  readonly heard: { readonly message: Message; readonly count: number } | undefined;
  /** Origin → name, of everyone seen so far: at most as many as a log holds origins. */
  readonly names: ReadonlyMap<string, string>;
}

export type Loading =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready' }
  /** `message` says why, in a sentence of the peer. */
  | { readonly kind: 'failed'; readonly message: string };

export const initialState: AppState = {
  connection: 'connecting',
  wasOpen: false,
  self: undefined,
  peers: new Map(),
  sync: undefined,
  notices: [],
  dismissed: new Set(),
  loading: { kind: 'loading' },
  timeline: emptyWindow,
  unread: nothingUnread,
  attentive: true,
  heard: undefined,
  names: new Map(),
};
