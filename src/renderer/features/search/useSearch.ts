import { useEffect, useRef, useState } from 'react';
import { useSession } from '../../app/store.tsx';
import { parseQuery } from '../../../words/query.ts';
import { nothingAsked, startSearch, type Found, type Searching } from './searching.ts';

/** ms after the last key: a person who types is not done yet. */
const PAUSE = 120;

const soon: Found = { ...nothingAsked, state: 'searching', isMore: true };

/**
 * What was found for what is typed now; until then for a part of it. `limit`: messages a page. `conversation`: in that one
 * alone ("": everyone), always the same.
 */
export function useSearch(typed: string, limit: number, conversation?: string): { found: Found; more: () => void } {
  const session = useSession();
  const [last, setLast] = useState({ typed: '', found: nothingAsked });
  const searching = useRef<Searching>(undefined);
  const isAsked = parseQuery(typed).length > 0;

  useEffect(() => {
    if (!isAsked) return undefined;
    const timer = setTimeout(() => {
      const where = conversation === undefined ? {} : { conversation };
      const ask: Parameters<typeof startSearch>[0] = (before, count) =>
        session.search({ text: typed, ...where, limit: count, ...(before && { before }) });
      searching.current = startSearch(ask, limit, (found) => setLast({ typed, found }));
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      searching.current?.stop();
      searching.current = undefined;
    };
  }, [session, typed, isAsked, limit, conversation]);

  const isNear = last.typed !== '' && (typed.startsWith(last.typed) || last.typed.startsWith(typed));
  const found = isNear ? last.found : soon;
  return { found: isAsked ? found : nothingAsked, more: () => searching.current?.more() };
}
