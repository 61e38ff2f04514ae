/** What is typed with a slash in front: `/nick Bea`. Two slashes send a text that begins with one. */
import type { StringKey, Translate } from '../../i18n/strings.ts';
import type { Offer } from './completion.ts';

/** In the order in which they are offered. */
export const commands = [
  { name: 'me', usage: 'commandMeUsage', words: 'commandMe', isAlone: false },
  { name: 'msg', usage: 'commandMsgUsage', words: 'commandMsg', isAlone: false },
  { name: 'nick', usage: 'commandNickUsage', words: 'commandNick', isAlone: false },
  { name: 'add', usage: 'commandAddUsage', words: 'commandAdd', isAlone: false },
  { name: 'help', usage: 'commandHelpUsage', words: 'commandHelp', isAlone: true },
] as const satisfies readonly { name: string; usage: StringKey; words: StringKey; isAlone: boolean }[];

/** How a text begins with a slash and is no command. */
export const escape = { usage: 'commandSlashUsage', words: 'commandSlash' } as const satisfies Record<
  string,
  StringKey
>;

/** Those whose name begins with `typed`. */
export const offerCommands = (typed: string, t: Translate): readonly Offer[] =>
  commands
    .filter(({ name }) => name.startsWith(typed.toLowerCase()))
    .map(({ name, usage, words, isAlone }) => ({
      id: name,
      label: t(usage),
      detail: t(words),
      insert: isAlone ? `/${name}` : `/${name} `,
    }));

export type Typed =
  | { readonly kind: 'say'; readonly text: string }
  /** To one person: their name, a blank, and what is said. */
  | { readonly kind: 'msg'; readonly rest: string }
  | { readonly kind: 'nick'; readonly name: string }
  | { readonly kind: 'add'; readonly address: string }
  | { readonly kind: 'help' }
  /** A command that lacks what it is about. */
  | { readonly kind: 'incomplete'; readonly command: 'me' | 'msg' | 'nick' | 'add' }
  | { readonly kind: 'unknown'; readonly command: string };

/** `text` has no blanks around it. A path such as /etc/hosts is no command. */
export function readTyped(text: string): Typed {
  const found = /^\/([a-z]+)(?:\s+([^]*))?$/i.exec(text);
  if (found === null) return { kind: 'say', text: text.startsWith('//') ? text.slice(1) : text };
  const command = (found[1] ?? '').toLowerCase();
  const rest = found[2] ?? '';
  switch (command) {
    case 'help':
      return { kind: 'help' };
    case 'me':
      return rest === '' ? { kind: 'incomplete', command } : { kind: 'say', text: `/me ${rest}` };
    case 'msg':
      return /\S\s+\S/.test(rest) ? { kind: 'msg', rest } : { kind: 'incomplete', command };
    case 'nick':
      return rest === '' ? { kind: 'incomplete', command } : { kind: 'nick', name: rest };
    case 'add':
      return rest === '' ? { kind: 'incomplete', command } : { kind: 'add', address: rest };
    default:
      return { kind: 'unknown', command };
  }
}
