import { useCallback, useEffect, useRef, useState } from 'react';
import { hasCommandKey, isFind } from './shortcuts.ts';

/** Whether the person wants to find something here: 0, or how often they asked. Ctrl+F asks, also from a text. */
export function useFindKey() {
  const [asked, setAsked] = useState(0);
  const before = useRef<Element>(null);
  const find = useCallback(() => {
    setAsked((count) => {
      if (count === 0) before.current = document.activeElement;
      return count + 1;
    });
  }, []);
  /** The focus goes back to where it was. */
  const endFinding = useCallback(() => {
    setAsked(0);
    if (before.current instanceof HTMLElement) before.current.focus();
  }, []);

  useEffect(() => {
    const isMac = hasCommandKey(navigator.platform);
    const onKey = (event: KeyboardEvent): void => {
      if (!isFind(event, isMac) || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      find();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [find]);

  return { asked, find, endFinding };
}
