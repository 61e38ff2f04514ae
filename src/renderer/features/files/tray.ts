/**
 * Files that a person adds to what they write in one conversation.
 *
 * 1. Each is shared with the peer at once, for nobody to find; it is offered when the message is sent.
 * 2. One that is taken off again is not shared any more, unless it was before, a message offers it since, or it waits
 *    in another tray or is being sent from there.
 */
import type { AddedFile } from '../../../api/contract.ts';
import type { Problem, Result } from '../../../api/result.ts';
import {
  changeFiles,
  changeWriting,
  isReady,
  writingIn,
  type Attachment,
  type ReadyAttachment,
  type Writings,
} from '../../app/writing.ts';

/** With one message: more are dropped by mistake. */
export const MAX_ATTACHMENTS = 20;

export interface TrayParts {
  readonly writings: Writings;
  readonly conversation: string;
  readonly share: (file: File, signal: AbortSignal) => Promise<Result<AddedFile>>;
  readonly unshare: (id: string) => void;
  readonly explain: (problem: Problem) => string;
}

export interface Tray {
  add(files: Iterable<File>): void;
  /** Says why something could not be added. */
  refuse(name: string, message: string): void;
  remove(key: number): void;
  /** Those that are ready, which are being sent now; undefined: some are still being read. */
  take(): readonly ReadyAttachment[] | undefined;
}

let count = 0;

export function openTray({ writings, conversation, share, unshare, explain }: TrayParts): Tray {
  const list = (): readonly Attachment[] => writingIn(writings.getState(), conversation).attachments;
  const change = (to: (now: readonly Attachment[]) => readonly Attachment[]): void =>
    changeWriting(writings, conversation, ({ attachments }) => ({ attachments: to(attachments) }));

  const put = (name: string, size: number, state: Attachment['state']): number | undefined => {
    if (list().length >= MAX_ATTACHMENTS) return undefined;
    const key = ++count;
    change((now) => [...now, { key, name, size, state }]);
    return key;
  };

  /** Invariant 2. */
  const letGo = (file: AddedFile): void => {
    if (!file.added) return;
    const heir = [...writings.getState().values()]
      .flatMap(({ attachments, sending }) => [...attachments.filter(isReady), ...sending])
      .find(({ state }) => state.file.id === file.id);
    if (heir === undefined) unshare(file.id);
    else changeFiles(writings, (one) => (one.key === heir.key ? file : one.state.file));
  };

  return {
    add(files) {
      for (const file of files) {
        const abort = new AbortController();
        const key = put(file.name, file.size, { kind: 'preparing', abort });
        if (key === undefined) return;
        void share(file, abort.signal).then((result) => {
          if (abort.signal.aborted) {
            if (result.ok) letGo(result.value);
            return;
          }
          const state: Attachment['state'] = result.ok
            ? { kind: 'ready', file: result.value }
            : { kind: 'failed', message: explain(result.problem) };
          change((now) => now.map((one) => (one.key === key ? { ...one, state } : one)));
        });
      }
    },
    refuse: (name, message) => void put(name, 0, { kind: 'failed', message }),
    remove(key) {
      const one = list().find((attachment) => attachment.key === key);
      change((now) => now.filter((attachment) => attachment.key !== key));
      if (one?.state.kind === 'preparing') one.state.abort.abort();
      if (one?.state.kind === 'ready') letGo(one.state.file);
    },
    take() {
      const now = list();
      if (now.some(({ state }) => state.kind === 'preparing')) return undefined;
      const ready = now.filter(isReady);
      changeWriting(writings, conversation, ({ sending }) => ({ attachments: [], sending: [...sending, ...ready] }));
      return ready;
    },
  };
}
