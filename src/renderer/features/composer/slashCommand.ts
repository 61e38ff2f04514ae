/** What is typed with a slash in front: `/nick Bea`. Two slashes send a text that begins with one. */

export type Typed =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'nick'; readonly name: string }
  | { readonly kind: 'add'; readonly address: string }
  | { readonly kind: 'help' }
  /** A command that lacks what it is about. */
  | { readonly kind: 'incomplete'; readonly command: 'me' | 'nick' | 'add' }
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
    case 'nick':
      return rest === '' ? { kind: 'incomplete', command } : { kind: 'nick', name: rest };
    case 'add':
      return rest === '' ? { kind: 'incomplete', command } : { kind: 'add', address: rest };
    default:
      return { kind: 'unknown', command };
  }
}
