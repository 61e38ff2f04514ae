/** The lines that the course's test scripts look for (docs/guide/command-line.md), byte for byte. */
import type { FileMatch, Trace } from '../gossiper/input.ts';
import type { Message, Status } from '../gossiper/packet.ts';
import { unreachable } from '../gossiper/result.ts';

/** Undefined: the course prints nothing for it. */
export function courseLine(trace: Trace): string | undefined {
  switch (trace.type) {
    case 'said':
      return trace.destination === undefined
        ? `CLIENT MESSAGE ${oneLine(trace.text)}`
        : `CLIENT MESSAGE ${oneLine(trace.text)} dest ${oneLine(trace.destination)}`;
    case 'got':
      return gotLine(trace.from, trace.message);
    case 'peers':
      return `PEERS ${trace.addresses.join(',')}`;
    case 'mongering':
      return `MONGERING with ${trace.to}`;
    case 'coin':
      return `FLIPPED COIN sending rumor to ${trace.to}`;
    case 'route':
      return `DSDV ${oneLine(trace.origin)} ${trace.via}`;
    case 'private':
      return `PRIVATE origin ${oneLine(trace.origin)} hop-limit ${trace.hopLimit} contents ${oneLine(trace.text)}`;
    case 'inSync':
      return `IN SYNC WITH ${trace.from}`;
    case 'metafile':
      return `METAFILE ${trace.root}`;
    case 'downloadingMetafile':
      return `DOWNLOADING metafile of ${oneLine(trace.file)} from ${oneLine(trace.from)}`;
    case 'downloadingChunk':
      return `DOWNLOADING ${oneLine(trace.file)} chunk ${trace.chunk} from ${oneLine(trace.from)}`;
    case 'reconstructed':
      return `RECONSTRUCTED file ${oneLine(trace.file)}`;
    case 'foundMatch':
      return matchLine(trace.match);
    case 'searchFinished':
      return 'SEARCH FINISHED';
    default:
      return unreachable(trace);
  }
}

function matchLine({ name, origin, root, chunks, chunkCount }: FileMatch): string {
  const held = chunks ?? Array.from({ length: chunkCount }, (_, i) => i + 1);
  return `FOUND match ${oneLine(name)} at ${oneLine(origin)} metafile=${root} chunks=${held.join(',')}`;
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
