/** What a running peer offers: the shape of `Service` in src/api/service.ts, and what its host program needs besides. */
import type { Address } from '../gossiper/names.ts';
import type { PolicyName, Rule } from '../gossiper/input.ts';
import type { Problem, Result } from '../gossiper/result.ts';
import type { Cursor, PageQuery } from './log/store.ts';
import type { BackupFile } from './backup/backupJob.ts';
import type { ChoicesPatch } from './choices.ts';
import type { NetworkView, PacketsQuery, PacketsView } from './network/views.ts';
import type {
  AddedFileView,
  BackupView,
  DoctorView,
  EvidenceView,
  ConversationView,
  FileView,
  FoundFilesView,
  FoundView,
  HoldersView,
  HoldingView,
  MessageView,
  NearbyView,
  NoticeView,
  PeerEvent,
  PeerView,
  RouteView,
  SelfView,
  SettingsView,
  SyncView,
} from './views.ts';

export interface Peer {
  say(input: { text: string; to?: string | undefined; file?: string | undefined }): Promise<Result<MessageView>>;
  shareFile(input: { name: string }): Promise<Result<AddedFileView>>;
  unshareFile(input: { id: string }): Result<Record<string, never>>;
  download(input: {
    hash: string;
    name: string;
    from?: string | undefined;
    size?: number | undefined;
  }): Result<FileView>;
  pauseDownload(input: { id: string }): Result<FileView>;
  resumeDownload(input: { id: string }): Result<FileView>;
  cancelDownload(input: { id: string }): Result<Record<string, never>>;
  findFiles(input: { keywords: string[]; budget?: number | undefined }): Result<FoundFilesView>;
  stopFinding(input: object): Result<FoundFilesView>;
  files(input: object): Result<FileView[]>;
  foundFiles(input: object): Result<FoundFilesView>;
  setName(input: { name: string }): Result<SelfView>;
  addPeer(input: { address: string }): Result<PeerView>;
  removePeer(input: { address: string }): Result<Record<string, never>>;
  setPeerRule(input: { address: string; rule: Rule }): Result<PeerView>;
  setOriginRule(input: { origin: string; rule: Rule }): Result<Record<string, never>>;
  changeSettings(input: ChoicesPatch): Promise<Result<SettingsView>>;
  settings(input: object): Promise<Result<SettingsView>>;
  makeBackup(input: { passphrase: string }): Result<BackupView>;
  dropBackup(input: object): Result<BackupView>;
  backup(input: object): Result<BackupView>;
  examine(input: object): Result<DoctorView>;
  stopExamining(input: object): Result<DoctorView>;
  doctor(input: object): Result<DoctorView>;
  setPolicy(input: { policy: PolicyName }): Result<SelfView>;
  self(input: object): Result<SelfView>;
  peers(input: object): Result<PeerView[]>;
  sync(input: object): Result<SyncView>;
  holders(input: { origin: string; id: number }): Result<HoldersView>;
  holding(input: object): Result<HoldingView>;
  messages(
    input: PageQuery & { conversation?: string },
  ): Result<{ messages: MessageView[]; more: boolean; total: number }>;
  conversations(input: { read: Readonly<Record<string, number>> }): Result<ConversationView[]>;
  routes(input: object): Result<RouteView[]>;
  network(input: object): Result<NetworkView>;
  packets(input: PacketsQuery): Result<PacketsView>;
  search(input: {
    text: string;
    conversation?: string | undefined;
    before?: Cursor | undefined;
    limit: number;
  }): Result<FoundView>;
  evidence(input: { origin: string; id: number }): Result<EvidenceView[]>;
  nearby(input: object): Result<NearbyView[]>;
  notices(input: object): Result<NoticeView[]>;
  metrics(input: object): Result<Record<string, number>>;
  /** Every event from now on, in order; returns its unsubscribe. */
  subscribe(listener: (event: PeerEvent) => void): () => void;
  /** What `makeBackup` made, once: undefined where `id` isn't of one that is ready. Whoever takes it deletes the file. */
  takeBackup(id: string): BackupFile | undefined;
  /** Shares a file that the person chose, where it lies. `listed`: others find it by searching. Answered when it is offered; its progress is told by events. */
  sharePath(path: string, listed: boolean): Promise<Result<AddedFileView>>;
  /** The same of a file that comes as bytes, kept in the folder of shared files. Ended early, nothing is left, nor where whoever sent them is `gone` before the answer. */
  shareBytes(
    name: string,
    bytes: AsyncIterable<Uint8Array>,
    listed: boolean,
    gone?: AbortSignal,
  ): Promise<Result<AddedFileView>>;
  /** Of a file that is whole here: `from` and `to` in bytes, `to` not included. */
  fileContent(hash: string): FileContent | undefined;
  /** Where what is fetched from now on goes; downloads that were begun go on where they are, but those that failed. */
  setDownloads(folder: string): void;
  /** Takes unmarked packets from now on, or takes none any more and forgets those that sent them. */
  setOpenToCourse(open: boolean): void;
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

export interface FileContent {
  readonly name: string;
  readonly size: number;
  /** Undefined: in memory only. */
  readonly path: string | undefined;
  stream(from: number, to: number): AsyncIterable<Uint8Array>;
}

/** What index.ts, which owns the socket and the disk, tells it. */
export interface RunningPeer extends Peer {
  datagram(from: Address, bytes: Uint8Array): void;
  diskFailed(problem: Problem): void;
}
