/** Whether a text mentions someone: for its row in the timeline and for a notification. */
import { parseMarkdown } from './markdown/blocks.ts';
import { mentionsOrigin, withMentions } from './markdown/withMentions.ts';
import { indexPeople, type People } from './mentions.ts';

/**
 * `people`: everyone who is known, so that `@Alex Smith` is not taken for a mention of Alex. `self` is among them; given
 * alone, any text that begins so counts.
 */
export function mentionsMe(
  text: string,
  self: { readonly origin: string; readonly name: string },
  people: People = indexPeople(new Map([[self.origin, self.name]])),
): boolean {
  // Most texts mention nobody.
  if (!text.includes('@')) return false;
  return mentionsOrigin(withMentions(parseMarkdown(text.toWellFormed()), people), self.origin);
}
