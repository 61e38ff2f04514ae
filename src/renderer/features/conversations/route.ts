/** The way to somebody, in words. */
import type { Route } from '../../../api/contract.ts';
import type { Translate } from '../../i18n/strings.ts';
import { shownName } from '../../lib/names.ts';

/** Undefined or closed: there is none now. */
export function routeWords(route: Route | undefined, t: Translate): string {
  if (route === undefined || !route.open) return t('routeNone');
  const { via, viaName, hops } = route;
  if (hops === 1) return t('routeDirect');
  const name = shownName(viaName ?? '') || via;
  return hops === null ? t('routeViaUnknown', { name }) : t('routeVia', { name, count: hops });
}
