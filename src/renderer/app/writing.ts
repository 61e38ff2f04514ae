/**
 * What a person writes, by conversation. It lives as long as the page does, not as long as it is in view: files go on being
 * read, and what could not be sent comes back to where it was written.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AddedFile } from '../../api/contract.ts';
import type { Problem } from '../../api/result.ts';
import { keepDraft, readDraft } from '../lib/drafts.ts';
import { inGroup } from '../lib/inGroup.ts';
import { EVERYONE } from './views.ts';

export interface Attachment {
  readonly key: number;
  readonly name: string;
  readonly size: number;
  readonly state:
    | { readonly kind: 'preparing'; readonly abort: AbortController }
    | { readonly kind: 'ready'; readonly file: AddedFile }
    | { readonly kind: 'failed'; readonly message: string };
}

export type ReadyAttachment = Attachment & { readonly state: { readonly kind: 'ready' } };

export const isReady = (one: Attachment): one is ReadyAttachment => one.state.kind === 'ready';

export interface Writing {
  /** Undefined: as it was kept (`draftOf`). */
  readonly text: string | undefined;
  /** Why what was sent last came back. */
  readonly problem: Problem | undefined;
  readonly attachments: readonly Attachment[];
  /** Those of messages that the peer was given and didn't answer yet. */
  readonly sending: readonly ReadyAttachment[];
}

export type Writings = StoreApi<ReadonlyMap<string, Writing>>;

const nothing: Writing = { text: undefined, problem: undefined, attachments: [], sending: [] };

export const createWritings = (): Writings => createStore<ReadonlyMap<string, Writing>>()(() => new Map());

export const writingIn = (all: ReadonlyMap<string, Writing>, conversation: string): Writing =>
  all.get(conversation) ?? nothing;

export function changeWriting(
  writings: Writings,
  conversation: string,
  change: (now: Writing) => Partial<Writing>,
): void {
  const all = writings.getState();
  const now = writingIn(all, conversation);
  writings.setState(new Map(all).set(conversation, { ...now, ...change(now) }), true);
}

/** Of those that are ready, in every conversation. */
export function changeFiles(writings: Writings, change: (one: ReadyAttachment) => AddedFile): void {
  const changed = (one: ReadyAttachment): ReadyAttachment => ({ ...one, state: { kind: 'ready', file: change(one) } });
  for (const conversation of writings.getState().keys())
    changeWriting(writings, conversation, ({ attachments, sending }) => ({
      attachments: attachments.map((one) => (isReady(one) ? changed(one) : one)),
      sending: sending.map(changed),
    }));
}

/** A message offers this file now, whoever said it. */
export const offered = (writings: Writings, id: string): void =>
  changeFiles(writings, ({ state: { file } }) => (file.id === id ? { ...file, added: false } : file));

/** The peer took it. */
export const sent = (writings: Writings, conversation: string, key: number): void =>
  changeWriting(writings, conversation, ({ sending }) => ({ sending: sending.filter((one) => one.key !== key) }));

/** What is being read for a message is not wanted any more. */
export function abandonWritings(writings: Writings): void {
  for (const { attachments } of writings.getState().values())
    for (const { state } of attachments) if (state.kind === 'preparing') state.abort.abort();
}

/** Under which name a draft is kept (lib/drafts.ts). */
export const draftOf = (group: string, conversation: string): string =>
  inGroup(group, conversation === EVERYONE ? 'everyone' : `with:${conversation}`);

interface Unsent {
  readonly text: string;
  readonly problem: Problem;
  /** Keys of what was being sent. */
  readonly files: readonly number[];
}

/** What could not be sent is to be sent again. What was written meanwhile stands below it. `draft`: `draftOf`. */
export function giveBack(writings: Writings, conversation: string, draft: string, unsent: Unsent): void {
  changeWriting(writings, conversation, (now) => {
    const text = [unsent.text, now.text ?? readDraft(draft)].filter((part) => part !== '').join('\n');
    // Nobody may look: then nothing else keeps it.
    keepDraft(draft, text);
    const isUnsent = ({ key }: Attachment): boolean => unsent.files.includes(key);
    return {
      text,
      problem: unsent.problem,
      attachments: [...now.sending.filter(isUnsent), ...now.attachments],
      sending: now.sending.filter((one) => !isUnsent(one)),
    };
  });
}
