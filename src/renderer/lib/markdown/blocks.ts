/**
 * The blocks of a text: ``` code, > quotes, lists (- * + or 1.), and lines as they were written between them.
 *
 * 1. Time: linear in the text, times the depth, which is bounded.
 * 2. What is not surely a block stays lines. Nothing but marks, and blank lines beside a block, is left out.
 * 3. A mark within a line ends with its line.
 */
import { addText, hasMarks, parseLine } from './inlines.ts';
import { fullBudget, take, type Block, type Budget, type Inline, type Item } from './tree.ts';

/** Deeper ones are lines. */
const MAX_DEPTH = 4;

const fence = /^```+([^`\s]{0,30})[ \t]*$/;
const closingFence = /^```+[ \t]*$/;
const quote = /^>(?: |$)/;
const item = /^([-*+]|\d{1,9}\.) +(?=\S)/;
const indent = /^ {2,}/;

/** `text` is well-formed. */
export const parseMarkdown = (text: string): readonly Block[] =>
  // Most texts have no mark at all.
  /[*_`>\-+[\n]|\d\. |https?:|peerster:/i.test(text)
    ? parseLines(text.split('\n'), 0, fullBudget())
    : [{ kind: 'paragraph', children: [{ kind: 'text', text }] }];

function parseLines(lines: readonly string[], depth: number, budget: Budget): readonly Block[] {
  const closers = nextClosers(lines);
  const blocks: Block[] = [];
  let plain: string[] = [];
  const endPlain = (isLast: boolean): void => {
    if (blocks.length > 0) plain = plain.slice(firstWritten(plain));
    if (!isLast) plain = plain.slice(0, plain.findLastIndex(isWritten) + 1);
    if (plain.length > 0) blocks.push({ kind: 'paragraph', children: joined(plain, budget) });
    plain = [];
  };
  let at = 0;
  while (at < lines.length) {
    const found = depth < MAX_DEPTH ? blockAt(lines, at, closers, depth, budget) : undefined;
    if (found === undefined) plain.push(lines[at++] ?? '');
    else {
      endPlain(false);
      blocks.push(found.block);
      at = found.next;
    }
  }
  endPlain(true);
  return blocks;
}

interface Found {
  readonly block: Block;
  /** The line after it. */
  readonly next: number;
}

function blockAt(
  lines: readonly string[],
  at: number,
  closers: readonly (number | undefined)[],
  depth: number,
  budget: Budget,
): Found | undefined {
  const line = lines[at] ?? '';
  const language = fence.exec(line)?.[1];
  if (language !== undefined) {
    const closer = closers[at + 1];
    if (closer === undefined || !take(budget, 'blocks')) return undefined;
    const text = lines.slice(at + 1, closer).join('\n');
    return { block: { kind: 'codeBlock', language, text }, next: closer + 1 };
  }
  if (quote.test(line) && take(budget, 'blocks')) {
    const next = endOf(lines, at, (one) => quote.test(one));
    const inner = lines.slice(at, next).map((one) => one.replace(quote, ''));
    return { block: { kind: 'quote', blocks: parseLines(inner, depth + 1, budget) }, next };
  }
  if (item.test(line) && take(budget, 'blocks')) return listAt(lines, at, depth, budget);
  return undefined;
}

/** The items of one kind that follow each other; lines that are indented belong to the item above them. */
function listAt(lines: readonly string[], start: number, depth: number, budget: Budget): Found {
  const isNumbered = /^\d/.test(lines[start] ?? '');
  const items: Item[] = [];
  let at = start;
  while (at < lines.length) {
    const mark = item.exec(lines[at] ?? '')?.[0];
    if (mark === undefined || /^\d/.test(mark) !== isNumbered || (items.length > 0 && !take(budget, 'spans'))) break;
    const next = endOf(lines, at + 1, (one) => indent.test(one) && isWritten(one));
    const width = mark.length;
    const more = lines.slice(at + 1, next).map((one) => one.slice(Math.min(width, indent.exec(one)?.[0].length ?? 0)));
    const inner = [(lines[at] ?? '').slice(width), ...more];
    items.push({
      number: isNumbered ? Number.parseInt(mark, 10) : undefined,
      blocks: parseLines(inner, depth + 1, budget),
    });
    at = next;
  }
  return { block: { kind: 'list', items }, next: at };
}

/** For each line, the first one from it on that closes a block of code. */
function nextClosers(lines: readonly string[]): readonly (number | undefined)[] {
  const closers: (number | undefined)[] = Array.from({ length: lines.length + 1 });
  for (let at = lines.length - 1; at >= 0; at--)
    closers[at] = closingFence.test(lines[at] ?? '') ? at : closers[at + 1];
  return closers;
}

function endOf(lines: readonly string[], from: number, belongs: (line: string) => boolean): number {
  let at = from;
  while (at < lines.length && belongs(lines[at] ?? '')) at++;
  return at;
}

const isWritten = (line: string): boolean => line.trim() !== '';

function firstWritten(lines: readonly string[]): number {
  const at = lines.findIndex(isWritten);
  return at < 0 ? lines.length : at;
}

/** Lines without marks are taken together. */
function joined(lines: readonly string[], budget: Budget): readonly Inline[] {
  const children: Inline[] = [];
  let from = 0;
  for (const [index, line] of lines.entries()) {
    if (!hasMarks(line)) continue;
    addText(children, lines.slice(from, index).concat('').join('\n'));
    from = index + 1;
    for (const child of parseLine(line, budget)) {
      if (child.kind === 'text') addText(children, child.text);
      else children.push(child);
    }
    if (from < lines.length) addText(children, '\n');
  }
  addText(children, lines.slice(from).join('\n'));
  return children;
}
