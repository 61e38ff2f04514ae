/** Which conversation a message belongs to, as settings and notifications name it. */
import type { Message } from '../../../api/contract.ts';
import type { AppState } from '../../app/state.ts';

/** "everyone", or "with:" and the origin of whom one writes with in private. */
export type ConversationId = string & { readonly brand?: 'ConversationId' };

export const EVERYONE: ConversationId = 'everyone';

export const conversationOf = ({ conversation }: Pick<Message, 'conversation'>): ConversationId =>
  conversation === '' ? EVERYONE : `with:${conversation}`;

/** Undefined: nobody looks at any. */
export const conversationInView = ({
  attentive,
  conversation,
}: Pick<AppState, 'attentive' | 'conversation'>): ConversationId | undefined =>
  attentive ? conversationOf({ conversation }) : undefined;
