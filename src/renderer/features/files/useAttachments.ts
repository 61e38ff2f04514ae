/** Files that a person adds to what they write: each is shared with the peer at once, and offered when the message is sent. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { MAX_FILE_BYTES, type SharedFile } from '../../../api/contract.ts';
import { refused, type Result } from '../../../api/result.ts';
import { useAppId, useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { explain } from '../../i18n/problems.ts';
import { desktopOf } from '../../lib/desktop.ts';
import { uploadFile } from '../../lib/fileWays.ts';

/** With one message: more are dropped by mistake. */
export const MAX_ATTACHMENTS = 20;

export interface Attachment {
  readonly key: number;
  readonly name: string;
  readonly size: number;
  readonly state:
    | { readonly kind: 'preparing' }
    | { readonly kind: 'ready'; readonly file: SharedFile }
    | { readonly kind: 'failed'; readonly message: string };
}

export interface Attachments {
  readonly list: readonly Attachment[];
  add(files: Iterable<File>): void;
  /** Says why something could not be added. */
  refuse(name: string, message: string): void;
  remove(key: number): void;
  /** Those that are ready, which leave the list; undefined: some are still being read. */
  take(): readonly SharedFile[] | undefined;
  putBack(files: readonly SharedFile[]): void;
}

/** `listed`: they are offered to everyone. */
export function useAttachments(listed: boolean): Attachments {
  const { t } = useLanguage();
  const peer = useAppId();
  const session = useSession();
  const [list, setList] = useState<readonly Attachment[]>([]);
  const aborts = useRef(new Map<number, AbortController>());
  const count = useRef(0);

  useEffect(
    () => () => {
      for (const abort of aborts.current.values()) abort.abort();
    },
    [],
  );

  const share = useCallback(
    async (file: File, signal: AbortSignal): Promise<Result<SharedFile> | undefined> => {
      if (file.size > MAX_FILE_BYTES) return refused('file-too-large', '');
      const desktop = desktopOf(window);
      const answer = await desktop?.shareFile(peer, file, listed);
      if (answer?.kind === 'shared') return { ok: true, value: answer.file };
      if (answer?.kind === 'failed') return { ok: false, problem: answer.problem };
      return await uploadFile(peer, file, listed, signal);
    },
    [peer, listed],
  );

  const add = useCallback(
    (files: Iterable<File>): void => {
      for (const file of files) {
        const key = ++count.current;
        if (aborts.current.size >= MAX_ATTACHMENTS) return;
        const abort = new AbortController();
        aborts.current.set(key, abort);
        const { name, size } = file;
        const set = (state: Attachment['state']): void =>
          setList((now) => now.map((one) => (one.key === key ? { ...one, state } : one)));
        setList((now) => [...now, { key, name, size, state: { kind: 'preparing' } }]);
        void share(file, abort.signal).then((result) => {
          if (abort.signal.aborted) {
            // It was taken off the list meanwhile: nobody is to get it.
            if (result?.ok === true) void session.unshareFile(result.value.id);
          } else if (result?.ok === true) set({ kind: 'ready', file: result.value });
          else
            set({
              kind: 'failed',
              message: result === undefined ? t('attachUploadFailed') : explain(t, result.problem),
            });
        });
      }
    },
    [share, session, t],
  );

  const remove = (key: number): void => {
    aborts.current.get(key)?.abort();
    aborts.current.delete(key);
    const one = list.find((attachment) => attachment.key === key);
    if (one?.state.kind === 'ready') void session.unshareFile(one.state.file.id);
    setList((now) => now.filter((attachment) => attachment.key !== key));
  };

  return {
    list,
    add,
    refuse(name, message) {
      const key = ++count.current;
      setList((now) => [...now, { key, name, size: 0, state: { kind: 'failed', message } }]);
    },
    remove,
    take() {
      if (list.some(({ state }) => state.kind === 'preparing')) return undefined;
      const ready = list.flatMap(({ state }) => (state.kind === 'ready' ? [state.file] : []));
      for (const { key } of list) aborts.current.delete(key);
      setList([]);
      return ready;
    },
    putBack(files) {
      const back = files.map((file): Attachment => {
        const key = ++count.current;
        aborts.current.set(key, new AbortController());
        return { key, name: file.name, size: file.size ?? 0, state: { kind: 'ready', file } };
      });
      setList((now) => [...back, ...now]);
    },
  };
}
