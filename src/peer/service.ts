/** What a running peer offers: the shape of `Service` in src/api/service.ts, and what its host program needs besides. */
import type { Address } from '../gossiper/names.ts';
import type { PolicyName, Rule } from '../gossiper/input.ts';
import type { Problem, Result } from '../gossiper/result.ts';
import type { PageQuery } from './log/store.ts';
import type { MessageView, NoticeView, PeerEvent, PeerView, SelfView, SyncView } from './views.ts';

export interface Peer {
  say(input: { text: string }): Promise<Result<MessageView>>;
  setName(input: { name: string }): Result<SelfView>;
  addPeer(input: { address: string }): Result<PeerView>;
  removePeer(input: { address: string }): Result<Record<string, never>>;
  setPeerRule(input: { address: string; rule: Rule }): Result<PeerView>;
  setOriginRule(input: { origin: string; rule: Rule }): Result<Record<string, never>>;
  setPolicy(input: { policy: PolicyName }): Result<SelfView>;
  self(input: object): Result<SelfView>;
  peers(input: object): Result<PeerView[]>;
  sync(input: object): Result<SyncView>;
  messages(input: PageQuery): Result<{ messages: MessageView[]; more: boolean; total: number }>;
  notices(input: object): Result<NoticeView[]>;
  metrics(input: object): Result<Record<string, number>>;
  /** Every event from now on, in order; returns its unsubscribe. */
  subscribe(listener: (event: PeerEvent) => void): () => void;
  /** Where it gossips: the host it was given, and the port it got. */
  readonly gossipAddress: string;
  /** Commits, sends what waits, closes the socket and gives the profile free. Twice is once. */
  close(): Promise<void>;
  /** The same without `Result`, for report.ts. */
  selfView(): SelfView;
  syncView(): SyncView;
  peerViews(): PeerView[];
  figures(): Record<string, number>;
  logEnd(lines: number): string[];
}

/** What index.ts, which owns the socket and the disk, tells it. */
export interface RunningPeer extends Peer {
  datagram(from: Address, bytes: Uint8Array): void;
  diskFailed(problem: Problem): void;
}
