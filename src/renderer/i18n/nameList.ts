/** Names of people in a sentence. */
import { shownName } from '../lib/names.ts';
import type { Translate } from './strings.ts';

/** More are counted. */
const NAMED = 5;

/** "Ada, Bea and 3 others". Each name keeps its direction to itself: it is a stranger's. */
export function nameList(locale: string, t: Translate, names: readonly string[]): string {
  const shown = names.length > NAMED + 1 ? names.slice(0, NAMED) : names;
  const parts = shown.map((name) => `\u2068${shownName(name) || t('unnamed')}\u2069`);
  if (shown.length < names.length) parts.push(t('andOthers', { count: names.length - shown.length }));
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts);
}
