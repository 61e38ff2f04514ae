/** What clients say, in the room and in private: checked, handed to the gossiper, and answered when it is on the disk. */
import { linkText } from '../gossiper/files/fileLink.ts';
import type { SharedFile } from '../gossiper/files/file.ts';
import type { Gossiper } from '../gossiper/index.ts';
import type { Input } from '../gossiper/input.ts';
import { parseOrigin } from '../gossiper/names.ts';
import { refused, type Problem, type Result } from '../gossiper/result.ts';
import { checkPrivateText, checkText } from './checked.ts';
import { checkReceiver, NOBODY } from './privateViews.ts';
import { createSays } from './says.ts';
import type { Peer } from './service.ts';
import type { MessageView } from './views.ts';

export interface Saying extends Pick<Peer, 'say'> {
  /** Said in the room. */
  said(message: MessageView): void;
  /** Written in private. */
  written(message: MessageView): void;
  /** Nothing that still waits for its answer was said. */
  failed(problem: Problem): void;
}

export interface SayingParts {
  readonly input: (input: Input) => void;
  /** The one that runs now. */
  readonly gossiper: () => Gossiper;
  readonly isNamed: () => boolean;
  /** A file that is here whole; `listed`: to everybody. */
  readonly offer: (hash: string, listed: boolean) => Result<SharedFile>;
}

export function createSaying({ input, gossiper, isNamed, offer }: SayingParts): Saying {
  const says = createSays();
  const letters = createSays();

  const write = (text: string, receiver: string): Promise<Result<MessageView>> | Result<MessageView> => {
    const checked = checkPrivateText(text);
    if (!checked.ok) return checked;
    const origin = parseOrigin(receiver);
    if (origin === undefined) return refused(NOBODY.code, NOBODY.message);
    const to = checkReceiver(origin, gossiper().mayWrite(origin));
    if (!to.ok) return to;
    const answer = letters.wait();
    input({ kind: 'write', text: checked.value, to: to.value });
    return answer;
  };

  return {
    said: (message) => says.said(message),
    written: (message) => letters.said(message),
    failed(problem) {
      says.failed(problem);
      letters.failed(problem);
    },
    async say({ text: typed, to, file }) {
      if (!isNamed()) return refused('name-needed', 'Choose a name first: others shall know who speaks.');
      const offered = file === undefined ? undefined : offer(file, to === undefined);
      if (offered?.ok === false) return offered;
      const text = offered === undefined ? typed : linkText({ ...offered.value, caption: typed.trim() });
      if (to !== undefined) return write(text, to);
      const checked = checkText(text);
      if (!checked.ok) return checked;
      const answer = says.wait();
      input({ kind: 'say', text: checked.value });
      return answer;
    },
  };
}
