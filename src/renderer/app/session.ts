/**
 * Between a client and the state: reads everything at first, then folds events.
 *
 * 1. Answers and events go through one queue, in the order in which they came: an answer never undoes a later event.
 * 2. The queue is folded once a frame at most, however many events a second arrive; what a person waits for is folded
 *    in the next one.
 * 3. A page is folded with the messages that arrived while it was read, as it may have been read before them.
 */
import type {
  Backup,
  CallInput,
  CallOutput,
  Cursor,
  Event,
  Evidence,
  Holders,
  Message,
  Peer,
  Self,
  Settings,
  SharedFile,
} from '../../api/contract.ts';
import { done, type Result } from '../../api/result.ts';
import type { Client } from '../../api/service.ts';
import type { VirtualItem } from '@tanstack/react-virtual';
import type { StoreApi } from 'zustand/vanilla';
import { reduce, type Happening, type MessageEvent, type Where } from './reduce.ts';
import type { AppState } from './state.ts';
import { cursorOf } from './timelineWindow.ts';
import { EVERYONE, viewOf } from './views.ts';
import { abandonWritings, createWritings, offered, type Writings } from './writing.ts';

const FIRST_PAGE = 100;
const NEXT_PAGE = 200;

/** Where the view of a conversation was: the first row that showed, and how many px of it were above. */
export interface ScrollPlace {
  readonly key: number;
  readonly below: number;
  /** Of the rows, as they were measured. */
  readonly sizes: readonly VirtualItem[];
}

/** What a person can do. */
export interface Session {
  /** `conversation`: everyone's where none is given. */
  say(text: string, conversation?: string, file?: string): Promise<Result<Message>>;
  download(file: CallInput<'download'>): Promise<Result<SharedFile>>;
  pauseDownload(id: string): Promise<Result<SharedFile>>;
  resumeDownload(id: string): Promise<Result<SharedFile>>;
  cancelDownload(id: string): Promise<Result<unknown>>;
  unshareFile(id: string): Promise<Result<unknown>>;
  findFiles(search: CallInput<'findFiles'>): Promise<Result<unknown>>;
  stopFinding(): Promise<Result<unknown>>;
  /** Brings a conversation into view; somebody's with whom there is none yet is empty. */
  open(conversation: string): void;
  setName(name: string): Promise<Result<Self>>;
  addPeer(address: string): Promise<Result<Peer>>;
  removePeer(address: string): Promise<Result<unknown>>;
  setPeerRule(address: string, rule: Peer['rule']): Promise<Result<Peer>>;
  setPolicy(policy: Self['policy']): Promise<Result<Self>>;
  /** Reads what the settings pages show; later changes are told. */
  readSettings(): Promise<void>;
  changeSettings(choices: Partial<Settings['choices']>): Promise<Result<Settings>>;
  makeBackup(passphrase: string): Promise<Result<Backup>>;
  dropBackup(): Promise<void>;
  /** What the last examination found; later changes are told. */
  readDoctor(): Promise<void>;
  examine(): Promise<void>;
  stopExamining(): Promise<void>;
  /** What contradicts a message. */
  evidence(message: Pick<Message, 'origin' | 'id'>): Promise<Result<readonly Evidence[]>>;
  /** Who says that they hold a message. */
  holders(message: Pick<Message, 'origin' | 'id'>): Promise<Result<Holders>>;
  /** Does nothing where there is nothing older, or while it is being read. */
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /** Shows the newest messages of a conversation, from wherever its view is: of the one in view where none is given. */
  jumpToLatest(conversation?: string): Promise<void>;
  /** Brings a message into view, with what stands around it, wherever it is. `conversation`: the one that it is in, else the one in view. */
  jumpTo(place: Cursor, conversation?: string): Promise<Result<unknown>>;
  search(query: CallInput<'search'>): Promise<Result<CallOutput<'search'>>>;
  /** A page of the whole history of a conversation, oldest first, past everything that is shown. */
  readHistory(conversation: string, after: Cursor, limit: number): Promise<Result<CallOutput<'messages'>>>;
  /** Read anew by whoever shows them: nothing of these is in the state. */
  network(): Promise<Result<CallOutput<'network'>>>;
  routes(): Promise<Result<CallOutput<'routes'>>>;
  packets(query: CallInput<'packets'>): Promise<Result<CallOutput<'packets'>>>;
  /** Reads everything again, after it failed. */
  reload(): void;
  setFollowing(following: boolean): void;
  /** Whether someone looks at the page. */
  setAttentive(attentive: boolean): void;
  dismiss(code: string): void;
  /** By conversation; of those that are not in view now. */
  readonly places: Map<string, ScrollPlace>;
  readonly writings: Writings;
  /** Ends the subscription; the session is of no use afterwards. */
  stop(): void;
}

/** Everyone's is the one that is meant where none is named. */
const inConversation = (conversation: string) => (conversation === EVERYONE ? {} : { conversation });

function isOfMessages(event: Event): event is MessageEvent {
  return ['message', 'messageChanged', 'name', 'reach'].includes(event.type);
}

/** Calls `flush` once, later; asked again before it did, it may call it earlier. At once in a test. */
export type Soon = (flush: () => void, isUrgent: boolean) => void;

export function startSession(
  client: Client,
  store: StoreApi<AppState>,
  soon: Soon,
  now: () => number = Date.now,
): Session {
  let queue: Happening[] = [];
  let isSoon = false;
  let isLoaded = false;
  let reading = 0;
  let jumps = 0;
  let arrivedMeanwhile: MessageEvent[] = [];
  let isOutdated = false;
  /** Which page of which conversation is being read. */
  const busy = new Set<string>();

  const flush = (): void => {
    const happenings = queue;
    queue = [];
    isSoon = false;
    const at = now();
    store.setState(
      happenings.reduce((state, happening) => reduce(state, happening, at), store.getState()),
      true,
    );
  };
  const fold = (happening: Happening): void => {
    queue.push(happening);
    const isUrgent = isAwaited(happening);
    if (queue.length === 1 || (isUrgent && !isSoon)) soon(flush, isUrgent);
    isSoon = queue.length > 0 && (isSoon || isUrgent);
  };

  const readPage = async (conversation: string, which: Where): Promise<void> => {
    const { where, ...cursors } = which;
    // With its place: what was asked for where the view was before does not stand in the way.
    const what = `${where} ${conversation} ${JSON.stringify(cursors)}`;
    if (busy.has(what)) return;
    busy.add(what);
    reading += 1;
    const limit = where === 'latest' ? FIRST_PAGE : NEXT_PAGE;
    const answer = await client.call('messages', { ...cursors, ...inConversation(conversation), limit });
    busy.delete(what);
    reading -= 1;
    if (answer.ok) fold({ type: 'page', ...which, conversation, page: answer.value, arrived: arrivedMeanwhile });
    else if (where === 'latest') fold({ type: 'loadFailed', conversation, message: answer.problem.message });
    if (reading === 0) arrivedMeanwhile = [];
    if (isOutdated) readAgain();
  };

  /** Everyone's, and the one in view. */
  const shown = (): ReadonlySet<string> => new Set([EVERYONE, store.getState().conversation]);

  /** A page that is being read may show what was before. */
  const readAgain = (): void => {
    isOutdated = [...busy].some((what) => what.startsWith('latest '));
    if (isOutdated) return;
    for (const conversation of shown()) void readPage(conversation, { where: 'latest' });
  };

  /** Undefined: it was read; else why not. */
  const read = async <T>(
    answer: Promise<Result<T>>,
    happening: (value: T) => Happening,
  ): Promise<string | undefined> => {
    const result = await answer;
    if (!result.ok) return result.problem.message;
    fold(happening(result.value));
    return undefined;
  };

  const readConversations = (): Promise<string | undefined> =>
    read(client.call('conversations', { read: Object.fromEntries(store.getState().read) }), (conversations) => ({
      type: 'conversations',
      conversations,
    }));
  const readRoutes = (): Promise<string | undefined> =>
    read(client.call('routes', {}), (routes) => ({ type: 'routesRead', routes }));

  const readRest = async (latest?: Promise<void>): Promise<void> => {
    const failures = await Promise.all([
      read(client.call('self', {}), (self) => ({ type: 'self', self })),
      read(client.call('peers', {}), (peers) => ({ type: 'peers', peers })),
      read(client.call('sync', {}), (sync) => ({ type: 'sync', sync })),
      read(client.call('nearby', {}), (nearby) => ({ type: 'nearby', nearby })),
      read(client.call('holding', {}), (holding) => ({ type: 'holding', holding })),
      read(client.call('files', {}), (files) => ({ type: 'files', files })),
      read(client.call('foundFiles', {}), (found) => ({ type: 'foundFiles', found })),
      read(client.call('notices', {}), (notices) => ({ type: 'notices', notices })),
      readConversations(),
      readRoutes(),
    ]);
    const failure = failures.find((why) => why !== undefined);
    if (failure === undefined) isLoaded = true;
    // After the messages, which would pass for everything.
    else if (!isLoaded) {
      await latest;
      fold({ type: 'loadFailed', message: failure });
    }
  };

  const load = (): void => {
    const { conversation } = store.getState();
    fold({ type: 'loading', conversation });
    if (conversation !== EVERYONE) void readPage(conversation, { where: 'latest' });
    void readRest(readPage(EVERYONE, { where: 'latest' }));
  };

  const writings = createWritings();
  const unsubscribe = client.subscribe({
    event(event) {
      fold(event);
      if (event.type === 'timelineChanged') {
        readAgain();
        void readConversations();
      }
      if (event.type === 'routes') void readRoutes();
      // Said from another window, too.
      if (event.type === 'message' && event.message.own && event.message.file !== null)
        offered(writings, event.message.file.hash);
      if (reading > 0 && isOfMessages(event)) arrivedMeanwhile.push(event);
    },
    missed() {
      fold({ type: 'missed' });
      void readRest();
      for (const conversation of shown()) {
        if (viewOf(store.getState(), conversation)?.timeline.following === true)
          void readPage(conversation, { where: 'latest' });
      }
    },
    connection(state) {
      fold({ type: 'connection', state });
      if (state === 'open' && (!isLoaded || store.getState().loading.kind === 'failed')) load();
    },
  });

  const ofFile = async (answer: Promise<Result<SharedFile>>): Promise<Result<SharedFile>> => {
    const result = await answer;
    if (result.ok) fold({ type: 'file', file: result.value });
    return result;
  };

  const session: Session = {
    async say(text, conversation = EVERYONE, file) {
      const to = conversation === EVERYONE ? {} : { to: conversation };
      const result = await client.call('say', { text, ...to, ...(file !== undefined && { file }) });
      if (!result.ok) return result;
      fold({ type: 'message', message: result.value });
      const state = store.getState();
      if (state.conversation === conversation && !state.timeline.following) await session.jumpToLatest(conversation);
      return result;
    },
    download: (file) => ofFile(client.call('download', file)),
    pauseDownload: (id) => ofFile(client.call('pauseDownload', { id })),
    resumeDownload: (id) => ofFile(client.call('resumeDownload', { id })),
    cancelDownload: (id) => client.call('cancelDownload', { id }),
    unshareFile: (id) => client.call('unshareFile', { id }),
    findFiles: (search) => client.call('findFiles', search),
    stopFinding: () => client.call('stopFinding', {}),
    open(conversation) {
      jumps += 1;
      const view = viewOf(store.getState(), conversation);
      // Where nothing was loaded there is no edge to go on from: what was missed is in the newest page.
      const isRead = view?.loading.kind === 'ready' && view.timeline.messages.length > 0;
      fold({ type: 'opened', conversation });
      if (!isRead) void readPage(conversation, { where: 'latest' });
    },
    async setName(name) {
      const result = await client.call('setName', { name });
      if (result.ok) fold({ type: 'self', self: result.value });
      return result;
    },
    async addPeer(address) {
      const result = await client.call('addPeer', { address });
      if (result.ok) fold({ type: 'peer', peer: result.value });
      return result;
    },
    async removePeer(address) {
      const result = await client.call('removePeer', { address });
      return result.ok ? done({}) : result;
    },
    async setPeerRule(address, rule) {
      const result = await client.call('setPeerRule', { address, rule });
      if (result.ok) fold({ type: 'peer', peer: result.value });
      return result;
    },
    async setPolicy(policy) {
      const result = await client.call('setPolicy', { policy });
      if (result.ok) fold({ type: 'self', self: result.value });
      return result;
    },
    async readSettings() {
      const [settings, backup] = await Promise.all([client.call('settings', {}), client.call('backup', {})]);
      if (settings.ok) fold({ type: 'settings', settings: settings.value });
      if (backup.ok) fold({ type: 'backup', backup: backup.value });
    },
    async changeSettings(choices) {
      const result = await client.call('changeSettings', choices);
      if (result.ok) fold({ type: 'settings', settings: result.value });
      return result;
    },
    makeBackup: (passphrase) => client.call('makeBackup', { passphrase }),
    async dropBackup() {
      await client.call('dropBackup', {});
    },
    holders: ({ origin, id }) => client.call('holders', { origin, id }),
    async readDoctor() {
      const doctor = await client.call('doctor', {});
      if (doctor.ok) fold({ type: 'doctor', doctor: doctor.value });
    },
    async examine() {
      await client.call('examine', {});
    },
    async stopExamining() {
      await client.call('stopExamining', {});
    },
    evidence: ({ origin, id }) => client.call('evidence', { origin, id }),
    async loadOlder() {
      const { conversation, timeline } = store.getState();
      const first = timeline.messages[0];
      if (timeline.older && first !== undefined)
        await readPage(conversation, { where: 'older', before: cursorOf(first) });
    },
    async loadNewer() {
      const { conversation, timeline } = store.getState();
      const last = timeline.messages.at(-1);
      if (timeline.newer && last !== undefined) await readPage(conversation, { where: 'newer', after: cursorOf(last) });
    },
    async jumpToLatest(conversation = store.getState().conversation) {
      jumps += 1;
      // What was opened just now is in view a frame later.
      const isMore = viewOf(store.getState(), conversation)?.timeline.newer;
      if (isMore === true) await readPage(conversation, { where: 'latest' });
      fold({ type: 'toEnd', conversation });
    },
    async jumpTo(place, conversation = store.getState().conversation) {
      const { key } = place;
      const isLoaded = viewOf(store.getState(), conversation)?.timeline.messages.some((one) => one.key === key);
      if (isLoaded === true) {
        jumps += 1;
        fold({ type: 'opened', conversation });
        fold({ type: 'aimed', key });
        return done({});
      }
      reading += 1;
      const jump = (jumps += 1);
      const within = { ...inConversation(conversation), limit: FIRST_PAGE };
      const [before, after] = await Promise.all([
        client.call('messages', { before: { ...place, key: key + 1 }, ...within }),
        client.call('messages', { after: place, ...within }),
      ]);
      reading -= 1;
      const arrived = arrivedMeanwhile;
      if (reading === 0) arrivedMeanwhile = [];
      if (!before.ok) return before;
      if (!after.ok) return after;
      if (jump !== jumps) return done({}); // the person went elsewhere meanwhile
      fold({ type: 'opened', conversation });
      fold({ type: 'around', conversation, before: before.value, after: after.value, arrived });
      fold({ type: 'aimed', key });
      return done({});
    },
    search: (query) => client.call('search', query),
    readHistory: (conversation, after, limit) =>
      client.call('messages', { after, limit, ...inConversation(conversation) }),
    network: () => client.call('network', {}),
    routes: () => client.call('routes', {}),
    packets: (query) => client.call('packets', query),
    reload: load,
    setFollowing: (following) => fold({ type: 'following', following }),
    setAttentive: (attentive) => fold({ type: 'attention', attentive }),
    dismiss: (code) => fold({ type: 'dismissed', code }),
    places: new Map(),
    writings,
    stop() {
      unsubscribe();
      abandonWritings(writings);
    },
  };
  return session;
}

/** Whether it answers what a person, or the page at its start, asked for. The rest goes on all the time. */
function isAwaited(happening: Happening): boolean {
  switch (happening.type) {
    case 'message':
      return happening.message.own;
    case 'messageChanged':
    case 'peer':
    case 'peerGone':
    case 'sync':
    case 'holding':
    case 'reach':
    case 'nearby':
    case 'file':
    case 'files':
    case 'foundFiles':
    case 'routes':
    case 'routesRead':
    case 'following':
      return false;
    default:
      return true;
  }
}
