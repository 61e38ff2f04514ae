import type { Problem } from '../../../api/result.ts';
import { explain } from '../../i18n/problems.ts';
import type { Translate } from '../../i18n/strings.ts';

/** `openNow`: the group that is open to course peers, which a second one can't be. */
export const explainGroup = (t: Translate, problem: Problem, openNow: string | undefined): string =>
  problem.code === 'group-already-open' && openNow !== undefined
    ? t('problemGroupAlreadyOpen', { name: openNow })
    : explain(t, problem);
