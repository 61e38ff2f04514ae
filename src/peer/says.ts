/**
 * What was said and isn't yet on the disk. Answers come in the order of the questions: the gossiper delivers what is
 * said in order, though a course name may be held back for its first second.
 */
import { done, refused, type Problem, type Result } from '../gossiper/result.ts';
import type { MessageView } from './views.ts';

export interface Says {
  wait(): Promise<Result<MessageView>>;
  /** The oldest that waits is on the disk. */
  said(message: MessageView): void;
  failed(problem: Problem): void;
}

export function createSays(): Says {
  let waiting: ((result: Result<MessageView>) => void)[] = [];
  /** Of the oldest that waits: thousands may wait for one commit, and shifting an array is slow then. */
  let first = 0;
  return {
    wait: () => new Promise((resolve) => waiting.push(resolve)),
    said(message) {
      waiting[first++]?.(done(message));
      if (first < waiting.length) return;
      waiting = [];
      first = 0;
    },
    failed({ code, message }) {
      const all = waiting.slice(first);
      waiting = [];
      first = 0;
      for (const resolve of all) resolve(refused(code, message));
    },
  };
}
