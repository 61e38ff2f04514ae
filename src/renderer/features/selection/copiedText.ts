/** Messages as text, for the clipboard: name, time, text. A text's further lines are indented, so that none looks like a message. */
import { shownName } from '../../lib/names.ts';

export interface Copied {
  readonly name: string;
  /** ms since 1970. */
  readonly at: number;
  readonly text: string;
}

export const copiedText = (messages: readonly Copied[], time: (at: number) => string, unnamed: string): string =>
  messages
    .map(({ name, at, text }) => {
      const lines = text.toWellFormed().split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/);
      return `[${time(at)}] ${shownName(name) || unnamed}: ${lines.join('\n    ')}`;
    })
    .join('\n');
