/**
 * Has code coloured by a worker, one block at a time.
 *
 * 1. A block that takes too long is left without colours, and its worker ended: no text stalls the page, and none holds
 *    up the others for longer than the deadline.
 * 2. A language of which several blocks took too long is given up until the page is loaded again: who writes such blocks
 *    on purpose can write many.
 * 3. What was answered is remembered, also that there is no answer; how much is bounded.
 */
import type { Token } from './tokens.ts';

/** Units. Messages are shorter; what is longer is read without colours. */
export const MAX_HIGHLIGHTED = 8_000;
/** Blocks that wait: more than are in view. The oldest give up first: they are scrolled away. */
export const MAX_WAITING = 40;
/** Answers that are remembered. */
const MAX_KNOWN = 200;
/** Hundreds of times what the longest ordinary block takes: on a busy machine the first one of a language is slow. */
export const DEADLINE_MS = 3_000;

/** Blocks of one language that may take too long. */
export const MAX_SLOW = 3;

export interface HighlightQuestion {
  readonly language: string;
  readonly text: string;
}

export type HighlightAnswer =
  | { readonly kind: 'ready' }
  /** Without tokens: the language is not known. */
  | { readonly kind: 'done'; readonly tokens: readonly Token[] | undefined };

/** A worker, as far as it is used. */
export interface Highlighting {
  ask(question: HighlightQuestion): void;
  end(): void;
}

export interface Ports {
  /** `answer` is called with what it says, `fail` where it can't work at all. */
  readonly start: (answer: (said: HighlightAnswer) => void, fail: () => void) => Highlighting;
  /** Calls after so many ms; returns how to call it off. */
  readonly after: (ms: number, then: () => void) => () => void;
}

export interface Highlighter {
  /** Undefined: not known yet, or no colours. */
  known(question: HighlightQuestion): readonly Token[] | undefined;
  highlight(question: HighlightQuestion): Promise<readonly Token[] | undefined>;
}

interface Job {
  readonly question: HighlightQuestion;
  readonly key: string;
  readonly done: ((tokens: readonly Token[] | undefined) => void)[];
}

export function createHighlighter({ start, after }: Ports): Highlighter {
  const answers = new Map<string, readonly Token[] | undefined>();
  const slow = new Map<string, number>();
  const waiting: Job[] = [];
  let running: { worker: Highlighting; isReady: boolean } | undefined;
  let current: { job: Job; callOff: () => void } | undefined;

  const keyOf = ({ language, text }: HighlightQuestion): string => `${language}\n${text}`;

  function finish(tokens: readonly Token[] | undefined): void {
    if (current === undefined) return;
    const { job, callOff } = current;
    current = undefined;
    callOff();
    remember(job.key, tokens);
    for (const done of job.done) done(tokens);
    next();
  }

  function remember(key: string, tokens: readonly Token[] | undefined): void {
    answers.set(key, tokens);
    const [oldest] = answers.keys();
    if (answers.size > MAX_KNOWN && oldest !== undefined) answers.delete(oldest);
  }

  function end(): void {
    running?.worker.end();
    running = undefined;
  }

  function next(): void {
    if (current !== undefined || waiting.length === 0) return;
    running ??= { worker: begin(), isReady: false };
    if (!running.isReady) return;
    // The newest first: it came into view last.
    const job = waiting.pop();
    if (job === undefined) return;
    if ((slow.get(job.question.language) ?? 0) >= MAX_SLOW) {
      for (const done of job.done) done(undefined);
      next();
      return;
    }
    const callOff = after(DEADLINE_MS, () => {
      const { language } = job.question;
      // At most as many as there are languages: of others nothing is slow.
      slow.set(language, (slow.get(language) ?? 0) + 1);
      end();
      finish(undefined);
    });
    current = { job, callOff };
    running.worker.ask(job.question);
  }

  function begin(): Highlighting {
    const worker = start(
      (said) => {
        // One that was ended may have spoken before.
        if (running?.worker !== worker) return;
        if (said.kind === 'done') return finish(said.tokens);
        running.isReady = true;
        return next();
      },
      () => {
        if (running?.worker !== worker) return;
        end();
        // It would fail again: the blocks stay without colours until another one is asked for.
        for (const job of waiting.splice(0)) for (const done of job.done) done(undefined);
        finish(undefined);
      },
    );
    return worker;
  }

  return {
    known: (question) => answers.get(keyOf(question)),
    highlight(question) {
      const key = keyOf(question);
      if (question.language === '' || question.text.length > MAX_HIGHLIGHTED) return Promise.resolve(undefined);
      if (answers.has(key)) return Promise.resolve(answers.get(key));
      return new Promise((done) => {
        const same = current?.job.key === key ? current.job : waiting.find((job) => job.key === key);
        if (same !== undefined) same.done.push(done);
        else {
          waiting.push({ question, key, done: [done] });
          if (waiting.length > MAX_WAITING) for (const give of waiting.shift()?.done ?? []) give(undefined);
        }
        next();
      });
    },
  };
}
