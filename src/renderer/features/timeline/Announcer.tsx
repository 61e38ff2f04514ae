import { useEffect, useState } from 'react';
import { useAppState } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { shownName } from '../../lib/names.ts';
import { Hidden } from '../../ui/Hidden.tsx';

/** Between two announcements: a screen reader that is told more than this never ends. */
const QUIET_MS = 1_500;
const SPOKEN_UNITS = 280;

/** Tells a screen reader of messages of others as they arrive; of many at once, how many. */
export function Announcer() {
  const { t } = useLanguage();
  const heard = useAppState((state) => state.heard);
  // What was heard before, in another group's turn, is not news.
  const [said, setSaid] = useState(() => ({ count: heard?.count ?? 0, words: '' }));

  useEffect(() => {
    if (heard === undefined || heard.count === said.count) return undefined;
    const announce = (): void => {
      const name = shownName(heard.message.name) || t('unnamed');
      const words =
        heard.count - said.count > 1
          ? t('newMessages', { count: heard.count - said.count })
          : t(heard.message.how === 'private' ? 'announcePrivate' : 'announceMessage', {
              name,
              text: heard.message.text.toWellFormed().slice(0, SPOKEN_UNITS),
            });
      setSaid({ count: heard.count, words });
    };
    const timer = setTimeout(announce, said.count === 0 ? 0 : QUIET_MS);
    return () => clearTimeout(timer);
  }, [heard, said, t]);

  return (
    <Hidden role="log" aria-live="polite" aria-atomic="true">
      {said.words}
    </Hidden>
  );
}
