/** What a notification says. Names and texts came from strangers: plain, on one line, and bounded. */
import type { Translate } from '../../i18n/strings.ts';
import { parseMarkdown } from '../../lib/markdown/blocks.ts';
import { textOf } from '../../lib/markdown/textOf.ts';
import { shownName } from '../../lib/names.ts';
import type { Group } from './group.ts';

/** About what systems show of a title and of a text; they would cut the rest themselves, some only after laying it out. */
export const MAX_NAME_UNITS = 40;
export const MAX_BODY_UNITS = 200;
/** What is looked at of a text: its marks are not shown, so a little more than is. */
const MAX_PARSED_UNITS = 1_000;

export interface Said {
  readonly title: string;
  readonly body: string;
}

/** `place`: the name of the group that it was said in, where a person is in several. */
export function notificationText(group: Group, showText: boolean, t: Translate, place?: string): Said {
  const { title, body } = textWithout(group, showText, t);
  return { title: place === undefined ? title : `${title} \u2013 ${cut(oneLine(place), MAX_NAME_UNITS)}`, body };
}

const oneLine = (text: string): string => text.toWellFormed().replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\s]+/gu, ' ');

function textWithout(group: Group, showText: boolean, t: Translate): Said {
  const { newest, count } = group;
  const author = nameOf(newest.name, t);
  const isPrivate = newest.conversation !== '';
  if (count === 1)
    return {
      title: isPrivate ? t('notifyPrivate', { name: author }) : author,
      body: showText ? plainText(newest.text, author) : t('notifyNewMessage'),
    };
  const [first = author, second = author] = [...group.authors.values()].map((name) => nameOf(name, t));
  const others = group.authors.size - 1;
  const title =
    others === 0
      ? t('notifyFromOne', { count, name: first })
      : others === 1
        ? t('notifyFromTwo', { count, name: first, other: second })
        : t('notifyFromMany', { count, name: first, others });
  if (!showText) return { title, body: '' };
  return { title, body: t('announceMessage', { name: author, text: plainText(newest.text, author) }) };
}

const nameOf = (name: string, t: Translate): string => cut(shownName(name), MAX_NAME_UNITS) || t('unnamed');

/** `author`: who waves in "/me waves". */
export function plainText(text: string, author: string): string {
  const start = cut(text.toWellFormed(), MAX_PARSED_UNITS);
  const said = start.startsWith('/me ') ? `${author} ${start.slice(4)}` : start;
  const plain = textOf(parseMarkdown(said)).replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\s]+/gu, ' ');
  return cut(plain.trim(), MAX_BODY_UNITS);
}

/** At most `limit` UTF-16 units, an ellipsis among them, and no half of a letter. */
const cut = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
