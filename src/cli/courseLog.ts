/** The lines that the course's test scripts look for (docs/guide/command-line.md), byte for byte. */
import type { Trace } from '../gossiper/input.ts';
import type { Message, Status } from '../gossiper/packet.ts';
import { unreachable } from '../gossiper/result.ts';

/** Undefined: the course prints nothing for it. */
export function courseLine(trace: Trace): string | undefined {
  switch (trace.type) {
    case 'said':
      return `CLIENT MESSAGE ${oneLine(trace.text)}`;
    case 'got':
      return gotLine(trace.from, trace.message);
    case 'peers':
      return `PEERS ${trace.addresses.join(',')}`;
    case 'mongering':
      return `MONGERING with ${trace.to}`;
    case 'coin':
      return `FLIPPED COIN sending rumor to ${trace.to}`;
    case 'inSync':
      return `IN SYNC WITH ${trace.from}`;
    default:
      return unreachable(trace);
  }
}

function gotLine(from: string, message: Message): string | undefined {
  switch (message.type) {
    case 'simple': {
      const { originalName, relayPeerAddr, contents } = message;
      return `SIMPLE MESSAGE origin ${oneLine(originalName)} from ${oneLine(relayPeerAddr)} contents ${oneLine(contents)}`;
    }
    case 'rumor': {
      const { origin, id, text } = message.rumor;
      return `RUMOR origin ${oneLine(origin)} from ${from} ID ${id} contents ${oneLine(text)}`;
    }
    case 'status':
      return statusLine(from, message);
    case 'private':
    case 'dataRequest':
    case 'dataReply':
    case 'searchRequest':
    case 'searchReply':
    case 'control':
      return undefined;
    default:
      return unreachable(message);
  }
}

function statusLine(from: string, { want }: Status): string {
  const peers = want.map(({ origin, nextId }) => ` peer ${oneLine(origin)} nextID ${nextId}`);
  return `STATUS from ${from}${peers.join('')}`;
}

/** A stranger's text must not write lines of its own into the log. */
const oneLine = (text: string): string => (text.includes('\n') ? text.replaceAll('\n', String.raw`\n`) : text);
