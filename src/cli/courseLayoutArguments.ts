/** `peerster course-layout DIR`. */
import { done, type Result } from '../gossiper/result.ts';
import { wrongUse } from './goFlags.ts';

export interface CourseLayoutCommand {
  readonly kind: 'courseLayout';
  readonly folder: string;
}

/** Code `wrong-use`. */
export function courseLayoutCommand(args: readonly string[]): Result<CourseLayoutCommand | { readonly kind: 'help' }> {
  const [folder, ...more] = args;
  if (more.length === 0 && /^--?h(elp)?$/.test(folder ?? '')) return done({ kind: 'help' });
  if (folder === undefined || folder === '' || folder.startsWith('-') || more.length > 0)
    return wrongUse('Give course-layout one folder: peerster course-layout DIR.');
  return done({ kind: 'courseLayout', folder });
}
