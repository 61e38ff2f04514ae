/** Whether something that was sent has had no answer for a while: a word that flickers at each message says nothing. */
import { useCallback, useState } from 'react';

const SLOW_MS = 400;

export function useSlowSending() {
  const [slow, setSlow] = useState(0);

  /** Returns the answer; the wait is shown once it is long. */
  const sending = useCallback(async <T>(answer: Promise<T>): Promise<T> => {
    let isShown = false;
    const timer = setTimeout(() => {
      isShown = true;
      setSlow((now) => now + 1);
    }, SLOW_MS);
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
      if (isShown) setSlow((now) => now - 1);
    }
  }, []);

  return { isSlow: slow > 0, sending };
}
