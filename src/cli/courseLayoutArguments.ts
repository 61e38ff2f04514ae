/** `peerster course-layout DIR`. */
import { done, type Result } from '../gossiper/result.ts';
import { wrongUse } from './goFlags.ts';

export interface CourseLayoutCommand {
  readonly kind: 'courseLayout';
  readonly folder: string;
}

/** Code `wrong-use`. */
export function courseLayoutCommand(args: readonly string[]): Result<CourseLayoutCommand> {
  const [folder, ...more] = args;
  if (folder === undefined || folder === '' || folder.startsWith('-') || more.length > 0)
    return wrongUse('Give course-layout one folder: peerster course-layout DIR.');
  return done({ kind: 'courseLayout', folder });
}
