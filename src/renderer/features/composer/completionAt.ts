/** What is being typed at the caret that a list could complete. */
import { MAX_MENTIONED_NAME } from '../../lib/mentions.ts';

export interface Asked {
  readonly kind: 'command' | 'mention' | 'emoji';
  /** Where its first letter (`/`, `@`, `:`) stands; the caret is at its end. */
  readonly from: number;
  readonly to: number;
  /** Without that letter. */
  readonly typed: string;
}

const command = /^\/([a-z]*)$/i;
/** From two letters on: `:)` and `10:3` are no names. */
const emoji = /(?:^|[^\w:/]):([a-z0-9_+-]{2,32})$/i;
/** Names may hold blanks, so it goes to the caret; nothing that isn't the beginning of a name is offered anything. */
const mention = /(?:^|[^\w@])@((?:[^@\s][^@\n]*)?)$/u;

export function completionAt(text: string, caret: number): Asked | undefined {
  const line = text.slice(Math.max(0, caret - MAX_MENTIONED_NAME - 2), caret);
  const ask = (kind: Asked['kind'], typed: string | undefined): Asked | undefined =>
    typed === undefined ? undefined : { kind, from: caret - typed.length - 1, to: caret, typed };
  return (
    ask('command', caret <= MAX_MENTIONED_NAME ? command.exec(text.slice(0, caret))?.[1] : undefined) ??
    ask('emoji', emoji.exec(line)?.[1]) ??
    ask('mention', mention.exec(line)?.[1])
  );
}
