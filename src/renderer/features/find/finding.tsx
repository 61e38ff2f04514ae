/** What is being found in the conversation, for the bar that asks and the rows that show it. */
import { createContext, useContext } from 'react';
import type { Query } from '../../../words/query.ts';

export interface Finding {
  readonly query: Query;
  /** The key of the message that was gone to. */
  readonly current: number | undefined;
}

/** Undefined: nothing. */
export const FindingContext = createContext<Finding | undefined>(undefined);

export const useFinding = (): Finding | undefined => useContext(FindingContext);
