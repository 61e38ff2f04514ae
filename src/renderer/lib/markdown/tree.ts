/** What a text is made of. Only these kinds exist: what a stranger writes can't become anything else. */
import type { Invite } from '../../../api/invite.ts';

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  /** Only put in by `withMentions`. `origins`: whoever may be meant, at least one. */
  | { readonly kind: 'mention'; readonly text: string; readonly origins: readonly string[] }
  | { readonly kind: 'invite'; readonly text: string; readonly invite: Invite }
  /** `label` differs from the address: whoever shows it must say where it leads. */
  | { readonly kind: 'link'; readonly label: string | undefined; readonly text: string; readonly href: string };

export interface Item {
  /** As it was written; undefined in a list with bullets. */
  readonly number: number | undefined;
  readonly blocks: readonly Block[];
}

export type Block =
  /** Lines with their line breaks and blanks. */
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'codeBlock'; readonly language: string; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'list'; readonly items: readonly Item[] };

/** What one text may still be made into; what is over stays text, so that no text is dear to show. */
export interface Budget {
  links: number;
  spans: number;
  blocks: number;
}

/** More than anyone writes. */
export const fullBudget = (): Budget => ({ links: 100, spans: 400, blocks: 100 });

/** Takes one; false: there is none left. */
export const take = (budget: Budget, what: keyof Budget): boolean => budget[what] > 0 && budget[what]-- > 0;
