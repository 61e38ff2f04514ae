/**
 * Between a client and the state: reads everything at first, then folds events.
 *
 * 1. Answers and events go through one queue, in the order in which they came: an answer never undoes a later event.
 * 2. The queue is folded once a frame, however many events a second arrive.
 * 3. A page is folded with the messages that arrived while it was read, as it may have been read before them.
 */
import type { Cursor, Message, Peer, Self } from '../../api/contract.ts';
import { done, type Result } from '../../api/result.ts';
import type { Client } from '../../api/service.ts';
import type { StoreApi } from 'zustand/vanilla';
import { reduce, type Happening, type MessageEvent } from './reduce.ts';
import type { AppState } from './state.ts';
import { cursorOf } from './timelineWindow.ts';

const FIRST_PAGE = 100;
const NEXT_PAGE = 200;

/** What a person can do. */
export interface Session {
  say(text: string): Promise<Result<Message>>;
  setName(name: string): Promise<Result<Self>>;
  addPeer(address: string): Promise<Result<Peer>>;
  removePeer(address: string): Promise<Result<unknown>>;
  setPeerRule(address: string, rule: Peer['rule']): Promise<Result<Peer>>;
  setPolicy(policy: Self['policy']): Promise<Result<Self>>;
  /** Does nothing where there is nothing older, or while it is being read. */
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /** Shows the newest messages, from wherever the view is. */
  jumpToLatest(): Promise<void>;
  /** Reads everything again, after it failed. */
  reload(): void;
  setFollowing(following: boolean): void;
  /** Whether someone looks at the page. */
  setAttentive(attentive: boolean): void;
  dismiss(code: string): void;
  /** Ends the subscription; the session is of no use afterwards. */
  stop(): void;
}

/** `soon` calls its argument once, later; by animation frame in a page, at once in a test. */
export function startSession(client: Client, store: StoreApi<AppState>, soon: (flush: () => void) => void): Session {
  let queue: Happening[] = [];
  let isLoaded = false;
  let reading = 0;
  let arrivedMeanwhile: MessageEvent[] = [];
  const busy = new Set<'latest' | 'older' | 'newer'>();

  const flush = (): void => {
    const happenings = queue;
    queue = [];
    store.setState(happenings.reduce(reduce, store.getState()), true);
  };
  const fold = (happening: Happening): void => {
    queue.push(happening);
    if (queue.length === 1) soon(flush);
  };

  const readPage = async (where: 'latest' | 'older' | 'newer', cursors: { before?: Cursor; after?: Cursor }) => {
    if (busy.has(where)) return;
    busy.add(where);
    reading += 1;
    const answer = await client.call('messages', { ...cursors, limit: where === 'latest' ? FIRST_PAGE : NEXT_PAGE });
    busy.delete(where);
    reading -= 1;
    if (answer.ok) fold({ type: 'page', where, page: answer.value, arrived: arrivedMeanwhile });
    else if (where === 'latest') fold({ type: 'loadFailed', message: answer.problem.message });
    if (reading === 0) arrivedMeanwhile = [];
  };

  const read = async <T>(answer: Promise<Result<T>>, happening: (value: T) => Happening): Promise<boolean> => {
    const result = await answer;
    if (result.ok) fold(happening(result.value));
    else if (!isLoaded) fold({ type: 'loadFailed', message: result.problem.message });
    return result.ok;
  };

  const readRest = async (): Promise<void> => {
    const isRead = await Promise.all([
      read(client.call('self', {}), (self) => ({ type: 'self', self })),
      read(client.call('peers', {}), (peers) => ({ type: 'peers', peers })),
      read(client.call('sync', {}), (sync) => ({ type: 'sync', sync })),
      read(client.call('notices', {}), (notices) => ({ type: 'notices', notices })),
    ]);
    isLoaded ||= isRead.every(Boolean);
  };

  const load = (): void => {
    fold({ type: 'loading' });
    void readRest();
    void readPage('latest', {});
  };

  const unsubscribe = client.subscribe({
    event(event) {
      fold(event);
      if (reading > 0 && (event.type === 'message' || event.type === 'messageChanged')) arrivedMeanwhile.push(event);
    },
    missed() {
      fold({ type: 'missed' });
      void readRest();
      if (store.getState().timeline.following) void readPage('latest', {});
    },
    connection(state) {
      fold({ type: 'connection', state });
      if (state === 'open' && (!isLoaded || store.getState().loading.kind === 'failed')) load();
    },
  });

  const session: Session = {
    async say(text) {
      const result = await client.call('say', { text });
      if (!result.ok) return result;
      fold({ type: 'message', message: result.value });
      if (!store.getState().timeline.following) await session.jumpToLatest();
      return result;
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
    async loadOlder() {
      const { older, messages } = store.getState().timeline;
      const first = messages[0];
      if (older && first !== undefined) await readPage('older', { before: cursorOf(first) });
    },
    async loadNewer() {
      const { newer, messages } = store.getState().timeline;
      const last = messages.at(-1);
      if (newer && last !== undefined) await readPage('newer', { after: cursorOf(last) });
    },
    async jumpToLatest() {
      if (store.getState().timeline.newer) await readPage('latest', {});
      else fold({ type: 'following', following: true });
    },
    reload: load,
    setFollowing: (following) => fold({ type: 'following', following }),
    setAttentive: (attentive) => fold({ type: 'attention', attentive }),
    dismiss: (code) => fold({ type: 'dismissed', code }),
    stop: unsubscribe,
  };
  return session;
}
