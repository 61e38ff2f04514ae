/**
 * Many peers as another peer sees them, in a process of their own: each has an address, a key and a clock, says its
 * share of signed rumors, and acknowledges what it is sent. They hold whatever is asked of them, so that nobody catches
 * up: what is measured is a network in sync with much going on.
 *
 * `node crowd.ts ADDRESS PEERS RATE`; `RATE` messages a second of all together, from the message "talk" on.
 */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { parseInstance, type Origin } from '../../src/gossiper/names.ts';
import type { Message, Status, Want } from '../../src/gossiper/packet.ts';
import { groupMark, LOBBY } from '../../src/peer/group.ts';
import { decodePacket, encodePacket } from '../../src/wire/index.ts';
import { author } from '../gossiper/authors.ts';
import { sampleText } from './texts.ts';

const [address = '', peers = '50', rate = '200'] = process.argv.slice(2);
const [host = '', port = ''] = address.split(':');
const group = groupMark(LOBBY);
/** As the product does (protocol.md §6): acknowledgements are coalesced. */
const ACK_MS = 40;
const TURN_MS = 5;
const VERSION = 1;

interface Simulated {
  say(text: string): void;
  close(): void;
}

const PEOPLE = ['Ada', 'Bea', 'Carl', 'Dora', 'Émile', 'Fatima', 'Georg', 'Hana', 'Ivo', '李雷'];

async function open(n: number): Promise<Simulated> {
  const socket: Socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const person = author(`${PEOPLE[n % PEOPLE.length]} ${n}`, group, Date.now());
  const instance = parseInstance(randomBytes(8).toString('hex'));
  if (instance === undefined) throw new Error('an instance is 8 bytes');
  /** What the other peer claims to hold is what this one claims, too. */
  const clock = new Map<Origin, number>();
  const acknowledge = new Map<Origin, number>();
  let clockSeq = 0;

  const send = (message: Message): void => socket.send(encodePacket({ group, message }), Number(port), host);
  const wants = (of: ReadonlyMap<Origin, number>): Want[] => [...of].map(([origin, nextId]) => ({ origin, nextId }));
  const status = (more: Partial<Status>, want: Want[]): void =>
    send({
      type: 'status',
      want,
      hello: { version: VERSION, origin: person.identity.origin, instance, capabilities: 0, clockSeq: ++clockSeq },
      ...more,
    });
  const hold = ({ origin, nextId }: Want): void => void clock.set(origin, Math.max(nextId, clock.get(origin) ?? 1));

  socket.on('message', (bytes) => {
    const message = decodePacket(bytes)?.message;
    if (message?.type === 'rumor') {
      const want = { origin: message.rumor.origin, nextId: message.rumor.id + 1 };
      hold(want);
      acknowledge.set(want.origin, clock.get(want.origin) ?? want.nextId);
    } else if (message?.type === 'status') {
      message.want.forEach(hold);
      // The empty range: complete for nothing, so that it is no question.
      if (message.ping !== undefined) status({ pong: message.ping, range: { from: '', to: '' } }, []);
      if (message.range === undefined || message.range.from !== message.range.to) status({}, wants(clock));
    }
  });
  const acks = setInterval(() => {
    if (acknowledge.size === 0) return;
    status({ range: { from: '', to: '' } }, wants(acknowledge));
    acknowledge.clear();
  }, ACK_MS);
  status({}, []);

  return {
    say(text) {
      const rumor = person.says(text);
      hold({ origin: rumor.origin, nextId: rumor.id + 1 });
      send({ type: 'rumor', rumor, hops: 1 });
    },
    close() {
      clearInterval(acks);
      socket.close();
    },
  };
}

const crowd = await Promise.all(Array.from({ length: Number(peers) }, (_, n) => open(n)));
process.send?.('ready');
await new Promise<void>((resolve) => process.once('message', () => resolve()));
const start = performance.now();
let said = 0;
const talk = setInterval(() => {
  const due = Math.floor(((performance.now() - start) * Number(rate)) / 1000);
  // A machine that stood still is not made up for at once.
  if (due - said > Number(rate)) said = due - 1;
  for (; said < due; said++) crowd[(said * 7) % crowd.length]?.say(sampleText(said));
}, TURN_MS);
process.once('disconnect', () => {
  clearInterval(talk);
  for (const peer of crowd) peer.close();
});
