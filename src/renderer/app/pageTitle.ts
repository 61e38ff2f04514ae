/** The title of the page: how many messages are unread in all groups, and in which one is in view where there are several. */
import type { Groups } from './groups.ts';
import { nameAmong, shownGroup } from './groupState.ts';
import { titleWith } from './reading.ts';
import { selectUnreadTotal } from './selectors.ts';

/** For as long as the page lives. */
export function watchTitle(groups: Groups, appName: string): void {
  const show = (): void => {
    const state = groups.store.getState();
    const name = nameAmong(state.groups, shownGroup(state));
    const unread = groups.apps().reduce((sum, { store }) => sum + selectUnreadTotal(store.getState()), 0);
    const title = titleWith(pageTitle(appName, name), unread);
    if (document.title !== title) document.title = title;
  };
  groups.store.subscribe(show);
  groups.eachApp(({ store }) => store.subscribe(show));
}

/** U+2068 and U+2069 keep a name that is written from right to left from turning the rest around. */
export const pageTitle = (appName: string, group: string | undefined): string =>
  group === undefined ? appName : `\u2068${group}\u2069 – ${appName}`;
