/** What a person is told of, and how. Kept by this browser or window, like its other preferences. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DoNotDisturbChoice } from '../../../api/bridge.ts';
import type { Kept } from '../../lib/preferences.ts';
import type { ConversationId } from './conversations.ts';
import { chooseDoNotDisturb, parseDoNotDisturb, type DoNotDisturb } from './doNotDisturb.ts';

export const attentions = ['all', 'mentions', 'nothing'] as const;
export type Attention = (typeof attentions)[number];

export interface NotificationSettings {
  /** Those that were chosen, named as `inGroup` does; the others are USUAL_ATTENTION. */
  readonly conversations: ReadonlyMap<ConversationId, Attention>;
  /** What was said stands in notifications, which others in front of the screen may read. */
  readonly showText: boolean;
  readonly doNotDisturb: DoNotDisturb;
}

const USUAL_ATTENTION: Attention = 'all';
/** A person sets each by hand; more than this was not kept by this program. */
export const MAX_CHOSEN = 1_000;

export const attentionOf = ({ conversations }: NotificationSettings, id: ConversationId): Attention =>
  conversations.get(id) ?? USUAL_ATTENTION;

export interface NotificationStore extends Pick<
  StoreApi<NotificationSettings>,
  'getState' | 'getInitialState' | 'subscribe'
> {
  setAttention(id: ConversationId, attention: Attention): void;
  setShowText(showText: boolean): void;
  setDoNotDisturb(choice: DoNotDisturbChoice): void;
  stop(): void;
}

export function openNotificationSettings(kept: Kept, now: () => number): NotificationStore {
  const { getState, getInitialState, subscribe, setState } = createStore<NotificationSettings>()(() =>
    parseNotificationSettings(kept.read(), now()),
  );
  const change = (changed: Partial<NotificationSettings>): void => {
    setState(changed);
    const { conversations, ...others } = getState();
    kept.write(JSON.stringify({ ...others, conversations: Object.fromEntries(conversations) }));
  };
  return {
    getState,
    getInitialState,
    subscribe,
    setAttention(id, attention) {
      const conversations = new Map(getState().conversations);
      conversations.delete(id);
      if (attention !== USUAL_ATTENTION && conversations.size < MAX_CHOSEN) conversations.set(id, attention);
      change({ conversations });
    },
    setShowText: (showText) => change({ showText }),
    setDoNotDisturb: (choice) => change({ doNotDisturb: chooseDoNotDisturb(choice, now()) }),
    stop: kept.onWritten(() => setState(parseNotificationSettings(kept.read(), now()))),
  };
}

/** What isn't known here counts as not chosen. */
export function parseNotificationSettings(text: string | null, now: number): NotificationSettings {
  const found = asRecord(parseJson(text));
  const chosen = Object.entries(asRecord(found['conversations'])).flatMap(([id, attention]) => {
    const known = attentions.find((one) => one === attention);
    return known === undefined ? [] : [[id, known] as const];
  });
  return {
    conversations: new Map(chosen.slice(0, MAX_CHOSEN)),
    showText: found['showText'] !== false,
    doNotDisturb: parseDoNotDisturb(found['doNotDisturb'], now),
  };
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '{}');
  } catch {
    return {};
  }
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
