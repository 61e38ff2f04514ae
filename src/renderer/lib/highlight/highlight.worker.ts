/** Colours code beside the page, so that no text can stall it: whoever asked ends this worker where it takes too long. */
import { common, createLowlight } from 'lowlight';
import type { HighlightAnswer, HighlightQuestion } from './highlighter.ts';
import { tokensOf } from './tokens.ts';

const lowlight = createLowlight(common);

addEventListener('message', ({ data }: MessageEvent<HighlightQuestion>) => {
  const tokens = lowlight.registered(data.language)
    ? tokensOf(lowlight.highlight(data.language, data.text))
    : undefined;
  postMessage({ kind: 'done', tokens } satisfies HighlightAnswer);
});
postMessage({ kind: 'ready' } satisfies HighlightAnswer);
