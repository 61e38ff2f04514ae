/**
 * Tells a person of messages: collects what arrives, asks decide.ts, and hands it to the conversation's notification.
 *
 * 1. A message is decided on after the state that it made was folded.
 * 2. What is to be told waits for a moment, so that several become one; a notification that stands is replaced at most
 *    every AGAIN_MS, and makes a sound at most every SOUND_MS. Each conversation has its own.
 * 3. When someone looks at a conversation, what waits of it is dropped and what stands is taken away.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { Message } from '../../../api/contract.ts';
import type { Client } from '../../../api/service.ts';
import type { AppState } from '../../app/state.ts';
import type { Translate } from '../../i18n/strings.ts';
import { inGroup } from '../../lib/inGroup.ts';
import { noteCatchUp, type CatchUp } from './catchUp.ts';
import { conversationInView, conversationOf, type ConversationId } from './conversations.ts';
import { decide } from './decide.ts';
import { join, type Group } from './group.ts';
import { notificationText } from './notificationText.ts';
import type { NotificationStore } from './settings.ts';
import type { NotificationSystem } from './system.ts';

/** Long enough for what somebody said in two lines, short enough to be at once. */
export const GATHER_MS = 400;
export const AGAIN_MS = 3_000;
export const SOUND_MS = 30_000;
/** Between two folds of the state, which are a second apart at most; of a flood, the newest say it. */
export const MAX_ARRIVED = 500;
/** Of conversations: anyone can make up origins and write to us. The oldest goes. */
export const MAX_STANDING = 20;

export interface NotifierParts {
  readonly client: Client;
  readonly store: StoreApi<AppState>;
  readonly settings: NotificationStore;
  readonly system: NotificationSystem;
  /** Of whose messages it tells: the id, and the name where there are several groups. */
  readonly place: { readonly id: string; readonly name: () => string | undefined };
  /** The language that holds now. */
  readonly language: () => { readonly t: Translate; readonly locale: string; readonly direction: 'ltr' | 'rtl' };
  /** A notification was clicked: bring the page to the person and show this message. */
  readonly open: (message: Message) => void;
  readonly now: () => number;
  /** Calls once, later; returns what stops it. */
  readonly after: (ms: number, deed: () => void) => () => void;
}

/** Returns what stops it. */
export function startNotifier(parts: NotifierParts): () => void {
  const { client, store, settings, now } = parts;
  const openedAt = now();
  let wasInSync = false;
  let catchUp: CatchUp | undefined;
  let arrived: Message[] = [];
  const standing = new Map<ConversationId, Standing>();

  const endOf = (id: ConversationId | undefined): void => {
    if (id === undefined) return;
    standing.get(id)?.end();
    standing.delete(id);
  };
  const standingOf = (id: ConversationId): Standing => {
    const known = standing.get(id);
    if (known !== undefined) return known;
    if (standing.size >= MAX_STANDING) endOf(standing.keys().next().value);
    const made = startStanding(parts, id);
    standing.set(id, made);
    return made;
  };

  const unsubscribe = client.subscribe({
    event(event) {
      if (event.type !== 'message' || event.message.own) return;
      arrived.push(event.message);
      if (arrived.length > MAX_ARRIVED) arrived = arrived.slice(-MAX_ARRIVED);
    },
    missed: () => undefined,
    connection: () => undefined,
  });

  const unsubscribeStore = store.subscribe((app) => {
    wasInSync ||= app.sync?.state === 'inSync';
    catchUp = noteCatchUp(catchUp, app.sync?.state, now());
    const messages = arrived;
    arrived = [];
    standing.get(conversationInView(app) ?? '')?.end();
    const scene = { ...app, group: parts.place.id, openedAt, wasInSync, catchUp };
    for (const message of messages) {
      if (decide(scene, message, settings.getState(), now()).notify) standingOf(conversationOf(message)).add(message);
    }
  });

  return () => {
    unsubscribe();
    unsubscribeStore();
    for (const one of standing.values()) one.end();
  };
}

/** The notification of one conversation. */
interface Standing {
  add(message: Message): void;
  /** Takes it away, and drops what waits. */
  end(): void;
}

function startStanding(parts: NotifierParts, tag: ConversationId): Standing {
  const { settings, system, now } = parts;
  let group: Group | undefined;
  let takeAway: (() => void) | undefined;
  let stopTimer: (() => void) | undefined;
  /** Which notification stands: one that was replaced is closed, too, and is not meant. */
  let turn = 0;
  let shownAt = -Infinity;
  let soundAt = -Infinity;

  const end = (): void => {
    turn += 1;
    takeAway?.();
    stopTimer?.();
    takeAway = stopTimer = group = undefined;
    soundAt = -Infinity;
  };

  const show = (): void => {
    stopTimer = undefined;
    if (group === undefined) return;
    const { t, locale, direction } = parts.language();
    const { first } = group;
    const silent = now() - soundAt < SOUND_MS;
    const text = notificationText(group, settings.getState().showText, t, parts.place.name());
    turn += 1;
    const own = turn;
    takeAway = system.show(
      { ...text, tag: inGroup(parts.place.id, tag), silent, lang: locale, dir: direction },
      () => {
        end();
        parts.open(first);
      },
      () => {
        // The person put it away: the next one begins anew.
        if (turn === own) end();
      },
    );
    shownAt = now();
    if (!silent) soundAt = shownAt;
  };

  return {
    add(message) {
      group = join(group, message);
      const wait = Math.max(GATHER_MS, shownAt + AGAIN_MS - now());
      stopTimer ??= parts.after(wait, show);
    },
    end,
  };
}
