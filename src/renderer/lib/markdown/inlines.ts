/**
 * The marks within one line: `code`, **bold**, *italic* (also with _), [label](https://…), bare links and invitations.
 *
 * 1. Every pass is linear in the line.
 * 2. What is not surely a mark stays text. Nothing but marks is left out.
 * 3. A run of marks closes the nearest open run of the same letter and length. An open run that is opened again is
 *    text, so at most six are open and the tree is at most that deep.
 */
import { findLinks, webAddress } from '../links.ts';
import { take, type Budget, type Inline } from './tree.ts';

type Mark = { readonly kind: 'mark'; readonly text: string; readonly opens: boolean; readonly closes: boolean };
type Token = Inline | Mark;

/** Most lines have none. */
export const hasMarks = (line: string): boolean => /[*_`]|https?:|peerster:/i.test(line);

export function parseLine(line: string, budget: Budget): readonly Inline[] {
  if (!hasMarks(line)) return [{ kind: 'text', text: line }];
  const tokens = splitCode(line, budget)
    .flatMap((token) => (token.kind === 'text' ? splitLabelled(token.text, budget) : [token]))
    .flatMap((token) => (token.kind === 'text' ? splitBare(token.text, budget) : [token]));
  return nest(
    tokens.flatMap((token, at) => (token.kind === 'text' ? splitMarks(token.text, tokens, at) : [token])),
    budget,
  );
}

/** A run of backticks opens where a run of the same length follows. */
function splitCode(line: string, budget: Budget): readonly Inline[] {
  if (budget.spans === 0 || !line.includes('`')) return [{ kind: 'text', text: line }];
  const runs = [...line.matchAll(/`+/g)].map(({ 0: { length }, index }) => ({ length, index }));
  // From the right: for each run, the next one of its length.
  const closers = new Map<number, number>();
  const next: (number | undefined)[] = [];
  for (let at = runs.length - 1; at >= 0; at--) {
    const length = runs[at]?.length ?? 0;
    next[at] = closers.get(length);
    closers.set(length, at);
  }
  const found: Inline[] = [];
  let end = 0;
  for (let at = 0; at < runs.length; at++) {
    const [run, closer] = [runs[at], runs[next[at] ?? -1]];
    if (run === undefined || closer === undefined) continue;
    const text = line.slice(run.index + run.length, closer.index);
    if (text.trim() === '' || !take(budget, 'spans')) continue;
    addText(found, line.slice(end, run.index));
    found.push({ kind: 'code', text });
    end = closer.index + closer.length;
    at = next[at] ?? at;
  }
  addText(found, line.slice(end));
  return found;
}

/** No brackets in either part: each letter is looked at by one attempt only. */
const labelled = /\[([^[\]]{1,200})\]\((https?:\/\/[^\s()[\]<>"`\p{Cc}\p{Cf}\p{Cs}]{1,2000})\)/giu;

function splitLabelled(text: string, budget: Budget): readonly Inline[] {
  if (!text.includes('](')) return [{ kind: 'text', text }];
  const found: Inline[] = [];
  let end = 0;
  for (const { 0: whole, 1: label = '', 2: address = '', index } of text.matchAll(labelled)) {
    const href = webAddress(address);
    if (href === undefined || !isHonest(label) || !take(budget, 'links')) continue;
    addText(found, text.slice(end, index));
    found.push({ kind: 'link', label, text: address, href });
    end = index + whole.length;
  }
  addText(found, text.slice(end));
  return found;
}

/** A label that looks like an address itself would be taken for where the link leads; one that shows nothing, for none. */
const isHonest = (label: string): boolean =>
  /[\p{L}\p{N}]/u.test(label) && !/[\p{L}\p{N}][./:：．。／][\p{L}\p{N}/]|\p{Cf}/u.test(label);

function splitBare(text: string, budget: Budget): readonly Inline[] {
  if (budget.links === 0 || !text.includes('://')) return [{ kind: 'text', text }];
  return findLinks(text, budget.links).map((piece): Inline => {
    if (piece.kind === 'text') return piece;
    budget.links -= 1;
    return piece.kind === 'link' ? { ...piece, label: undefined } : piece;
  });
}

/** One to three of the same letter; longer runs are decoration. */
const runsOfMarks = /\*+|_+/g;
const isBlank = (letter: string): boolean => letter === '' || /\s/u.test(letter);
const isPunctuation = (letter: string): boolean => /[\p{P}\p{S}]/u.test(letter);

/** Whether a run opens or closes is what CommonMark calls flanking. */
function splitMarks(text: string, around: readonly Token[], at: number): readonly Token[] {
  const found: Token[] = [];
  // A link or code beside it counts as a letter.
  const [before, after] = [around[at - 1] === undefined ? '' : 'x', around[at + 1] === undefined ? '' : 'x'];
  let end = 0;
  for (const { 0: run, index } of text.matchAll(runsOfMarks)) {
    if (run.length > 3) continue;
    const left = index === 0 ? before : letterBefore(text, index);
    const right = index + run.length === text.length ? after : letterAfter(text, index + run.length);
    const opensHere = !isBlank(right) && (!isPunctuation(right) || isBlank(left) || isPunctuation(left));
    const closesHere = !isBlank(left) && (!isPunctuation(left) || isBlank(right) || isPunctuation(right));
    const isWithinWord = run.startsWith('_') && opensHere && closesHere;
    const opens = opensHere && (!isWithinWord || isPunctuation(left));
    const closes = closesHere && (!isWithinWord || isPunctuation(right));
    if (!opens && !closes) continue;
    addText(found, text.slice(end, index));
    found.push({ kind: 'mark', text: run, opens, closes });
    end = index + run.length;
  }
  addText(found, text.slice(end));
  return found;
}

const letterAfter = (text: string, at: number): string => String.fromCodePoint(text.codePointAt(at) ?? 0x20);
const letterBefore = (text: string, at: number): string => {
  const unit = text.codePointAt(at - 1) ?? 0x20;
  return unit >= 0xdc00 && unit <= 0xdfff && at > 1 ? letterAfter(text, at - 2) : String.fromCodePoint(unit);
};

interface Level {
  readonly run: string;
  readonly children: Inline[];
}

function nest(tokens: readonly Token[], budget: Budget): readonly Inline[] {
  const levels: Level[] = [{ run: '', children: [] }];
  const top = (): Inline[] => levels.at(-1)?.children ?? [];
  /** The levels from `from` on turn out to be text. */
  const flatten = (from: number): void => {
    const lost = levels.splice(from);
    for (const { run, children } of lost) {
      addText(top(), run);
      for (const child of children) append(top(), child);
    }
  };
  for (const token of tokens) {
    if (token.kind !== 'mark') {
      append(top(), token);
      continue;
    }
    const open = levels.findIndex(({ run }) => run === token.text);
    if (token.closes && open > 0 && take(budget, 'spans')) {
      flatten(open + 1);
      const children = levels.pop()?.children ?? [];
      top().push(emphasised(token.text.length, children));
    } else if (token.opens) {
      if (open > 0) flatten(open);
      levels.push({ run: token.text, children: [] });
    } else addText(top(), token.text);
  }
  flatten(1);
  return top();
}

const emphasised = (length: number, children: readonly Inline[]): Inline => {
  if (length === 1) return { kind: 'italic', children };
  return length === 2 ? { kind: 'bold', children } : { kind: 'bold', children: [{ kind: 'italic', children }] };
};

function append(to: Inline[], inline: Inline): void {
  if (inline.kind === 'text') addText(to, inline.text);
  else to.push(inline);
}

/** Texts side by side are one. */
export function addText(to: Token[], text: string): void {
  const last = to.at(-1);
  if (text === '') return;
  if (last?.kind === 'text') to[to.length - 1] = { kind: 'text', text: last.text + text };
  else to.push({ kind: 'text', text });
}
