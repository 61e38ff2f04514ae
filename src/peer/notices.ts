/** What happened to this peer that its person should know: kept for clients that come later, and in the journal. */
import type { Journal } from './journal.ts';
import type { NoticeView } from './views.ts';

/** More than a person reads; the oldest go. */
export const MAX_NOTICES = 50;

export interface Notices {
  add(notice: NoticeView): void;
  all(): NoticeView[];
}

export function createNotices(journal: Journal, tell: (notice: NoticeView) => void): Notices {
  const kept: NoticeView[] = [];
  return {
    add(notice) {
      kept.push(notice);
      if (kept.length > MAX_NOTICES) kept.shift();
      journal.write(notice.level, notice.code, notice.message);
      tell(notice);
    },
    all: () => [...kept],
  };
}
