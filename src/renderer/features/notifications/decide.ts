/**
 * Whether a person is told of a message, by these rules:
 *
 * 1. Never of one's own, nor of whom one muted or blocked.
 * 2. Never of history: what is caught up, whatever comes in the first minutes of a catch-up (catchUp.ts), and in the
 *    first seconds after the start, until everything known to exist is here. A private message is never history: it arrives
 *    once, when it does.
 * 3. Never where it is seen anyway, nor while one does not want to be disturbed.
 * 4. Else as was chosen for its conversation in this group.
 */
import type { Message } from '../../../api/contract.ts';
import { unreachable } from '../../../api/result.ts';
import { selectPeople } from '../../app/selectors.ts';
import type { AppState } from '../../app/state.ts';
import { inGroup } from '../../lib/inGroup.ts';
import { mentionsMe } from '../../lib/mentionsMe.ts';
import { isSilent, type CatchUp } from './catchUp.ts';
import { conversationInView, conversationOf } from './conversations.ts';
import { holdsNow } from './doNotDisturb.ts';
import { attentionOf, type NotificationSettings } from './settings.ts';

/** What a peer holds already arrives within a few seconds of its first word; later, it is news. */
export const STARTING_MS = 10_000;

/** What is known when a message arrived; times are ms since 1970. */
export interface Scene extends Pick<AppState, 'self' | 'peers' | 'names' | 'sync' | 'attentive' | 'conversation'> {
  /** The id of the group it arrived in. */
  readonly group: string;
  readonly openedAt: number;
  /** Everything known to exist was here once since the page was opened. */
  readonly wasInSync: boolean;
  /** The last one, if there was one. */
  readonly catchUp: CatchUp | undefined;
}

export type Silence =
  'own' | 'hidden' | 'caughtUp' | 'catchingUp' | 'starting' | 'inView' | 'doNotDisturb' | 'nothing' | 'noMention';
export type Decision = { readonly notify: true } | { readonly notify: false; readonly because: Silence };

export function decide(scene: Scene, message: Message, settings: NotificationSettings, now: number): Decision {
  const because = silence(scene, message, settings, now);
  return because === undefined ? { notify: true } : { notify: false, because };
}

function silence(scene: Scene, message: Message, settings: NotificationSettings, now: number): Silence | undefined {
  if (message.own) return 'own';
  if (isHidden(scene, message)) return 'hidden';
  const history = message.how === 'private' ? undefined : isHistory(scene, message, now);
  if (history !== undefined) return history;
  const conversation = conversationOf(message);
  if (conversationInView(scene) === conversation) return 'inView';
  if (holdsNow(settings.doNotDisturb, now).kind !== 'off') return 'doNotDisturb';
  const attention = attentionOf(settings, inGroup(scene.group, conversation));
  switch (attention) {
    case 'all':
      return undefined;
    case 'mentions':
      return scene.self !== undefined && mentionsMe(message.text, scene.self, selectPeople(scene))
        ? undefined
        : 'noMention';
    case 'nothing':
      return 'nothing';
    default:
      return unreachable(attention);
  }
}

function isHistory(scene: Scene, message: Message, now: number): Silence | undefined {
  if (message.how === 'catchUp') return 'caughtUp';
  if (scene.sync?.state === 'catchingUp' && isSilent(scene.catchUp, now)) return 'catchingUp';
  return !scene.wasInSync && now - scene.openedAt < STARTING_MS ? 'starting' : undefined;
}

/** The peer does not tell of messages of those whom it hides; a rule that was set a moment ago holds here at once. */
const isHidden = ({ peers }: Scene, { origin }: Message): boolean =>
  [...peers.values()].some((peer) => peer.origin === origin && peer.rule !== 'none');
