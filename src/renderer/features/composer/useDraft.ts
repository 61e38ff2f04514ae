/** The text being written, kept across a reload. */
import { useEffect, useRef, useState } from 'react';
import { keepDraft, readDraft } from '../../lib/drafts.ts';

/** Writing to the browser's storage at each key would be felt. */
const KEEP_AFTER_MS = 300;

export function useDraft(conversation: string) {
  const [text, setText] = useState(() => readDraft(conversation));

  const latest = useRef(text);
  useEffect(() => {
    latest.current = text;
  }, [text]);
  // Another conversation takes this one's place.
  useEffect(() => () => keepDraft(conversation, latest.current), [conversation]);

  useEffect(() => {
    const keep = (): void => keepDraft(conversation, text);
    const timer = setTimeout(keep, KEEP_AFTER_MS);
    window.addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', keep);
    };
  }, [conversation, text]);

  return [text, setText] as const;
}
