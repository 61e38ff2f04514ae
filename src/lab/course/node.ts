/**
 * A Go Peerster of the course as protocol.md §1–3 describe it, quirks included. It knows nothing of our extensions: it
 * skips them on the way in and therefore drops them when it relays.
 *
 * 1. Of each origin it holds the IDs 1, 2, 3 … without a hole and takes only the next one (or, by option, keeps later
 *    ones aside until the hole is filled).
 * 2. Every rumor is answered by a whole Status, at once.
 * 3. A new rumor is mongered: sent to one random peer, whose Status is awaited for 10 s; then, or when there is nothing
 *    to exchange, a coin decides whether to send the same rumor to another peer.
 * 4. A rumor with a higher ID than any before makes the address that it came from the next hop to its origin; what is
 *    for one origin goes there, its hop limit one lower, at 0 no further.
 * 5. It dies of everything that kills Go peers, bursts included, and says what confuses it. The world keeps why.
 */
import type { Address } from '../../gossiper/names.ts';
import { unreachable } from '../../gossiper/result.ts';
import { toByteString, type ByteString, type LabNode } from '../node.ts';
import type { CourseCommand } from './clientMessage.ts';
import { CourseCore, type CourseHost, type CourseOptions } from './core.ts';
import { Deadly } from './fields.ts';
import { CourseFiles } from './files.ts';
import { commandLine, packetLine } from './log.ts';
import { CourseRumors, type CourseLog } from './rumors.ts';
import { CourseSearches } from './search.ts';
import { decodeCourse, type CoursePacket, type RoutedPacket } from './wire.ts';

export interface CourseNode extends LabNode {
  /** What its client asked for. */
  readonly command: (command: CourseCommand) => void;
}

/** What a default receive buffer holds of small datagrams, and within what time they count as one burst. */
const MAX_BURST = 250;
const BURST_MS = 10;

export function createCourseNode(options: CourseOptions, rumorLog: CourseLog, host: CourseHost): CourseNode {
  const core = new CourseCore(options, host);
  const isSimple = options.mode === 'simple';
  const rumors = isSimple ? undefined : new CourseRumors(core, rumorLog);
  const files = new CourseFiles(core);
  const searches = new CourseSearches(core, files);
  const bursts = new Map<Address, { since: number; count: number }>();

  /** `line` is of a message from a client or a peer: every one is followed by the peers. */
  function log(line: ByteString | undefined): void {
    if (line !== undefined) host.log?.(line);
    host.log?.(`PEERS ${[...core.peers].join(',')}`);
  }

  function countBurst(from: Address): void {
    if (host.isCourse(from)) return;
    const burst = bursts.get(from);
    if (burst === undefined || host.now() - burst.since > BURST_MS) bursts.set(from, { since: host.now(), count: 1 });
    else if (++burst.count > MAX_BURST) throw new Deadly(`more than ${MAX_BURST} datagrams at once`);
  }

  function receiveSimple({ name, relay, contents }: Extract<CoursePacket, { type: 'simple' }>): void {
    host.shown(name, contents);
    for (const peer of core.peers)
      if (peer !== relay) core.send(peer, { type: 'simple', name, relay: host.address, contents });
  }

  function receiveRouted(packet: RoutedPacket): void {
    if (packet.destination !== options.name) {
      const isAnswered = options.answersOnTheWay && packet.type === 'dataRequest' && files.holds(packet.hash);
      if (isAnswered) files.receiveRequest(packet);
      else core.passOn(packet);
      return;
    }
    switch (packet.type) {
      case 'private':
        return host.written(packet.origin, packet.text);
      case 'dataRequest':
        return files.receiveRequest(packet);
      case 'dataReply':
        return files.receiveReply(packet);
      case 'searchReply':
        return searches.receiveReply(packet);
      default:
        return unreachable(packet);
    }
  }

  function receivePacket(packet: CoursePacket, from: Address): void {
    switch (packet.type) {
      case 'simple':
        return isSimple ? receiveSimple(packet) : undefined;
      case 'rumor':
        return rumors?.receive(packet.rumor, from);
      case 'status':
        return rumors?.receiveStatus(packet.want, from);
      case 'searchRequest':
        return isSimple ? undefined : searches.receiveRequest(packet, from);
      case 'private':
      case 'dataRequest':
      case 'dataReply':
      case 'searchReply':
        return isSimple ? undefined : receiveRouted(packet);
      default:
        return unreachable(packet);
    }
  }

  function obey(command: CourseCommand): void {
    switch (command.type) {
      case 'text': {
        const { text } = command;
        if (rumors !== undefined) return rumors.say(text);
        const packet = { type: 'simple', name: options.name, relay: host.address, contents: text } as const;
        for (const peer of core.peers) core.send(peer, packet);
        return undefined;
      }
      case 'private': {
        const { text, destination } = command;
        const { name: origin, hopLimit } = options;
        return core.sendOff({ type: 'private', origin, id: 0, text, destination, hopLimit });
      }
      case 'share':
        return files.share(command.file);
      case 'download': {
        const { file, root, destination } = command;
        return files.download(file, root, destination === undefined ? searches.holderOf(root) : () => destination);
      }
      case 'search':
        return searches.search(command.keywords, command.budget);
      default:
        return unreachable(command);
    }
  }

  const command = (given: CourseCommand): void => {
    if (host.log !== undefined) log(commandLine(given));
    obey(given);
  };

  return {
    receive(from, datagram) {
      countBurst(from);
      const packet = decodeCourse(datagram);
      core.peers.add(from);
      if (host.log !== undefined) log(packetLine(packet, from, options.name));
      receivePacket(packet, from);
    },
    command,
    say: (text) => command({ type: 'text', text: toByteString(text) }),
    write: (text, to) => command({ type: 'private', text: toByteString(text), destination: to }),
    woke: () => undefined, // a Go peer does not notice
  };
}
