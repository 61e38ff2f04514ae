/** The lines that the course's test scripts look for, as protocol.md §3 has them: what a node prints of what comes in. */
import type { Address } from '../../gossiper/names.ts';
import { unreachable } from '../../gossiper/result.ts';
import type { ByteString } from '../node.ts';
import type { CourseCommand } from './clientMessage.ts';
import type { CoursePacket } from './wire.ts';

/** `name`: of the node that got it. Undefined: nothing is printed for it. */
export function packetLine(packet: CoursePacket, from: Address, name: ByteString): ByteString | undefined {
  switch (packet.type) {
    case 'simple':
      return `SIMPLE MESSAGE origin ${packet.name} from ${packet.relay} contents ${packet.contents}`;
    case 'rumor': {
      const { origin, id, text } = packet.rumor;
      return `RUMOR origin ${origin} from ${from} ID ${id} contents ${text}`;
    }
    case 'status':
      return `STATUS from ${from}${packet.want.map(({ origin, nextId }) => ` peer ${origin} nextID ${nextId}`).join('')}`;
    case 'private': {
      const { origin, destination, hopLimit, text } = packet;
      return destination === name ? `PRIVATE origin ${origin} hop-limit ${hopLimit} contents ${text}` : undefined;
    }
    case 'dataRequest':
    case 'dataReply':
    case 'searchRequest':
    case 'searchReply':
      return undefined;
    default:
      return unreachable(packet);
  }
}

export function commandLine(command: CourseCommand): ByteString | undefined {
  switch (command.type) {
    case 'text':
      return `CLIENT MESSAGE ${command.text}`;
    case 'private':
      return `CLIENT MESSAGE ${command.text} dest ${command.destination}`;
    case 'share':
    case 'download':
    case 'search':
      return undefined;
    default:
      return unreachable(command);
  }
}
