/** The name of a group, as a person types it or an invitation brings it. */
import { MAX_GROUP_NAME } from './groups.ts';
import { done, refused, type Result } from './result.ts';

/** Nobody could see or type them, and some make a name look like another. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]/u;

/**
 * In the normal form that most keyboards make: who types the same name shall be in the same group. Codes: `group-empty`,
 * `group-too-long`, `group-not-allowed`.
 */
export function checkGroupName(typed: string): Result<string> {
  const name = typed.toWellFormed().trim().normalize('NFC');
  if (name === '') return refused('group-empty', 'The name of the group is empty. Type one.');
  if (name.length > MAX_GROUP_NAME) {
    return refused(
      'group-too-long',
      `The name of the group has ${name.length} characters; ${MAX_GROUP_NAME} are the most. Choose a shorter one.`,
    );
  }
  if (UNSEEN.test(name)) {
    return refused('group-not-allowed', 'The name of the group holds characters that nobody can see. Leave them out.');
  }
  return done(name);
}
