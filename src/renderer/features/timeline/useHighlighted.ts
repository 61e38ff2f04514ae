import { useEffect, useState } from 'react';
import { after } from '../../lib/after.ts';
import { createHighlighter, type HighlightAnswer } from '../../lib/highlight/highlighter.ts';
import type { Token } from '../../lib/highlight/tokens.ts';

/** One for the page. Its worker, which holds the library, is started by the first block that names a language. */
const highlighter = createHighlighter({
  start(answer, fail) {
    const worker = new Worker(new URL('../../lib/highlight/highlight.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<HighlightAnswer>) => answer(data));
    worker.addEventListener('error', fail);
    return {
      ask: (question) => worker.postMessage(question),
      end: () => worker.terminate(),
    };
  },
  after,
});

/** The code in pieces that have a colour; undefined: not yet, or none of it has. */
export function useHighlighted(language: string, text: string): readonly Token[] | undefined {
  const [found, setFound] = useState<{ of: string; tokens: readonly Token[] | undefined }>();

  useEffect(() => {
    let isWanted = true;
    void highlighter.highlight({ language, text }).then((tokens) => {
      if (isWanted) setFound({ of: text, tokens });
    });
    return () => {
      isWanted = false;
    };
  }, [language, text]);

  return highlighter.known({ language, text }) ?? (found?.of === text ? found.tokens : undefined);
}
