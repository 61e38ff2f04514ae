/**
 * A conversation as a file, message by message. What strangers wrote is data: no text and no name can look like another
 * author's message, whatever reads the file (docs/guide/export.md).
 */
import type { Message } from '../../../api/contract.ts';
import { shownName } from '../../lib/names.ts';

export interface About {
  readonly conversation: string;
  /** Of the peer that exports. */
  readonly origin: string;
  /** ms since 1970. */
  readonly at: number;
}

export interface FileFormat {
  readonly extension: string;
  readonly type: string;
  readonly head: (about: About) => string;
  /** `index`: how many came before. */
  readonly message: (message: Message, index: number) => string;
  readonly foot: string;
}

/** What no Date holds is a stranger's claim. */
const isoTime = (at: number): string => (Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : String(at));

/** Every letter that means something in Markdown or HTML, escaped. */
const escaped = (line: string): string => line.replace(/[\\`*_{}[\]()#+\-.!<>&|~^$:=@]/g, '\\$&');

/** Longer than every run of backticks within: nothing inside can end it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text.toWellFormed()}\n${fence}`;
}

export const markdown: FileFormat = {
  extension: 'md',
  type: 'text/markdown',
  head: ({ conversation, at }) =>
    `# ${escaped(conversation)}\n\nExported from Peerster, ${isoTime(at)}. Times are UTC.\n`,
  message({ name, tag, trust, shownAt, text }) {
    const who = escaped(shownName(name) || '(no name)');
    const marks = `${tag === '' ? '' : ` ~${tag}`}${trust === 'verified' ? '' : ' (unverified)'}`;
    return `\n**${who}**${marks} · ${isoTime(shownAt)}\n\n${fenced(text)}\n`;
  },
  foot: '',
};

/** One message a line; bytes that are no UTF-8 stay, as escaped lone surrogates. */
export const json: FileFormat = {
  extension: 'json',
  type: 'application/json',
  head: ({ conversation, origin, at }) => {
    const about = {
      format: 'peerster-conversation',
      version: 1,
      conversation,
      exportedBy: origin,
      exportedAt: isoTime(at),
    };
    return `${JSON.stringify(about).slice(0, -1)},"messages":[`;
  },
  message({ origin, name, tag, id, text, trust, saidAt, arrivedAt, shownAt }, index) {
    const line = { origin, name, tag, id, text, trust, saidAt, arrivedAt, shownAt };
    return `${index === 0 ? '' : ','}\n${JSON.stringify(line)}`;
  },
  foot: '\n]}\n',
};

/** Such as peerster-everyone-2026-11-21.md. */
export const fileName = ({ conversation, at }: About, { extension }: FileFormat): string => {
  const words = conversation.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return `${['peerster', ...words].join('-').slice(0, 80)}-${isoTime(at).slice(0, 10)}.${extension}`;
};
