/** What a piece of code is, in as few kinds as there are colours, and how a highlighted tree becomes pieces. */

export const tokenKinds = [
  'keyword',
  'string',
  'number',
  'comment',
  'title',
  'type',
  'name',
  'meta',
  'added',
  'removed',
] as const;
export type TokenKind = (typeof tokenKinds)[number];

export interface Token {
  readonly kind: TokenKind | undefined;
  readonly text: string;
}

/** Pieces of one block; the rest has no colour. Each is an element, and a thousand colours are no help to anyone. */
export const MAX_TOKENS = 2_000;

/** The first part of highlight.js's class names, without `hljs-`. */
const kinds: Readonly<Record<string, TokenKind>> = {
  keyword: 'keyword',
  literal: 'keyword',
  'selector-tag': 'keyword',
  operator: 'keyword',
  string: 'string',
  regexp: 'string',
  char: 'string',
  'template-tag': 'string',
  link: 'string',
  number: 'number',
  symbol: 'number',
  bullet: 'number',
  comment: 'comment',
  quote: 'comment',
  title: 'title',
  section: 'title',
  name: 'title',
  'selector-id': 'title',
  'selector-class': 'title',
  type: 'type',
  built_in: 'type',
  class: 'type',
  attr: 'name',
  attribute: 'name',
  variable: 'name',
  'template-variable': 'name',
  property: 'name',
  'selector-attr': 'name',
  'selector-pseudo': 'name',
  meta: 'meta',
  doctag: 'meta',
  tag: 'meta',
  addition: 'added',
  deletion: 'removed',
};

/** What is used of a hast node. */
export interface HighlightedNode {
  readonly type: string;
  readonly value?: string;
  readonly properties?: { readonly className?: unknown };
  readonly children?: readonly HighlightedNode[];
}

/** The pieces put together are the code. Neighbours of one kind are one piece. */
export function tokensOf(root: HighlightedNode): readonly Token[] {
  const tokens: { kind: TokenKind | undefined; text: string }[] = [];
  const visit = (node: HighlightedNode, around: TokenKind | undefined): void => {
    if (node.value !== undefined) {
      const kind = tokens.length < MAX_TOKENS ? around : undefined;
      const last = tokens.at(-1);
      if (last !== undefined && (last.kind === kind || tokens.length > MAX_TOKENS)) last.text += node.value;
      else tokens.push({ kind, text: node.value });
    }
    const kind = kindOf(node) ?? around;
    for (const child of node.children ?? []) visit(child, kind);
  };
  visit(root, undefined);
  return tokens;
}

function kindOf({ properties }: HighlightedNode): TokenKind | undefined {
  const names = properties?.className;
  const first: unknown = Array.isArray(names) ? names[0] : undefined;
  return typeof first === 'string' ? kinds[first.replace(/^hljs-/, '')] : undefined;
}
