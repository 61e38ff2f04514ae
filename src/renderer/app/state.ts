/** What the interface knows of its peer. */
import type {
  Backup,
  Conversation,
  Doctor,
  FoundFiles,
  Holding,
  Message,
  Nearby,
  Notice,
  Peer,
  Route,
  Self,
  Settings,
  SharedFile,
  Sync,
} from '../../api/contract.ts';
import type { ClientHandlers } from '../../api/service.ts';
import { nobodyYet, type Gathering } from './gathering.ts';
import { nothingUnread, type Unread } from './unread.ts';
import { emptyWindow, type TimelineWindow } from './timelineWindow.ts';
import type { View } from './views.ts';

export type Connection = Parameters<ClientHandlers['connection']>[0];

export interface AppState {
  readonly connection: Connection;
  /** The connection was open before: `connecting` then means that it broke. */
  readonly wasOpen: boolean;
  readonly self: Self | undefined;
  readonly peers: ReadonlyMap<string, Peer>;
  readonly sync: Sync | undefined;
  /** Whom the network tells of, peers among them. */
  readonly nearby: readonly Nearby[];
  /** What the others hold of our own messages. */
  readonly holding: Holding | undefined;
  /** Who is here, and when several went or came back together. */
  readonly gathering: Gathering;
  /** Origin → when it was heard of last through others, ms since 1970. */
  readonly heardOf: ReadonlyMap<string, number>;
  /** Offered and fetched, by their ids. */
  readonly files: ReadonlyMap<string, SharedFile>;
  readonly found: FoundFiles;
  /** Read when the settings are opened. */
  readonly settings: Settings | undefined;
  readonly backup: Backup;
  /** Read when the doctor is opened. */
  readonly doctor: Doctor;
  /** One per code, in order of arrival. */
  readonly notices: readonly Notice[];
  /** Codes of notices that the person put away; one that comes again is shown again. */
  readonly dismissed: ReadonlySet<string>;
  /** The one in view: "" is everyone, otherwise the other one's origin. Of it are `loading`, `timeline` and `unread`. */
  readonly conversation: string;
  /** Of conversations that were in view before, everyone always among them; the one that left last at the end. */
  readonly kept: ReadonlyMap<string, View>;
  /** Private ones by the other one's origin, as the peer and its events tell. */
  readonly conversations: ReadonlyMap<string, Conversation>;
  /** Private ones: the greatest key of a message that was seen. */
  readonly read: ReadonlyMap<string, number>;
  /** Origin → the way to it. */
  readonly routes: ReadonlyMap<string, Route>;
  readonly loading: Loading;
  readonly timeline: TimelineWindow;
  readonly unread: Unread;
  /** The message that a person went to last, and how often they went to one. */
  readonly aim: { readonly key: number; readonly count: number } | undefined;
  /** How often a person went to the end of the timeline. */
  readonly toEnd: number;
  /** Someone looks at the page. */
  readonly attentive: boolean;
  /** The newest message of someone else that arrived while this page was open, and how many came with it. */
  readonly heard: { readonly message: Message; readonly count: number } | undefined;
  /** Origin → name, of the last MAX_NAMES that appeared (reduce.ts). */
  readonly names: ReadonlyMap<string, string>;
  /** Origin → the person whose key it has, of those that have one: as many. */
  readonly persons: ReadonlyMap<string, string>;
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
  nearby: [],
  holding: undefined,
  gathering: nobodyYet,
  heardOf: new Map(),
  files: new Map(),
  found: { search: 0, keywords: [], state: 'none', files: [] },
  settings: undefined,
  backup: { state: 'none' },
  doctor: { state: 'none' },
  notices: [],
  dismissed: new Set(),
  conversation: '',
  kept: new Map(),
  conversations: new Map(),
  read: new Map(),
  routes: new Map(),
  loading: { kind: 'loading' },
  timeline: emptyWindow,
  unread: nothingUnread,
  aim: undefined,
  toEnd: 0,
  attentive: true,
  heard: undefined,
  names: new Map(),
  persons: new Map(),
};
