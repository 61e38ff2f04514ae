/** The text being written, kept across a reload. */
import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useAppContext } from '../../app/store.tsx';
import { changeWriting, draftOf, writingIn } from '../../app/writing.ts';
import { keepDraft, readDraft } from '../../lib/drafts.ts';

/** Writing to the browser's storage at each key would be felt. */
const KEEP_AFTER_MS = 300;

export function useDraft(conversation: string) {
  const { id, session } = useAppContext();
  const { writings } = session;
  const draft = draftOf(id, conversation);
  const [kept] = useState(() => readDraft(draft));
  const text = useStore(writings, (all) => writingIn(all, conversation).text) ?? kept;
  const setText = useCallback(
    (written: string) => changeWriting(writings, conversation, () => ({ text: written })),
    [writings, conversation],
  );

  // Another conversation takes this one's place. Until it is back, another page may go on with the draft.
  useEffect(
    () => () => {
      const { text: latest } = writingIn(writings.getState(), conversation);
      if (latest === undefined) return;
      keepDraft(draft, latest);
      changeWriting(writings, conversation, () => ({ text: undefined }));
    },
    [writings, conversation, draft],
  );

  useEffect(() => {
    const keep = (): void => keepDraft(draft, text);
    const timer = setTimeout(keep, KEEP_AFTER_MS);
    window.addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', keep);
    };
  }, [draft, text]);

  return [text, setText] as const;
}
