/**
 * The independent course node (src/lab/course) as a process that is started, asked and read as a Go Peerster is. For
 * tests only. What kills a Go peer ends it with a line on standard error; what confuses one is a line there, too.
 */
import { createHash, randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { parseGoFlags } from '../../../src/cli/goFlags.ts';
import { parseAddress, type Address } from '../../../src/gossiper/names.ts';
import { decodeCommand } from '../../../src/lab/course/clientMessage.ts';
import { COURSE_DEFAULTS } from '../../../src/lab/course/core.ts';
import { Deadly } from '../../../src/lab/course/fields.ts';
import { createCourseNode } from '../../../src/lab/course/node.ts';
import { seeded } from '../../../src/lab/random.ts';

const flags = {
  UIPort: 'number',
  GUIPort: 'number',
  gossipAddr: 'text',
  name: 'text',
  peers: 'text',
  simple: 'switch',
  antiEntropy: 'number',
  rtimer: 'number',
  hopLimit: 'number',
} as const;

const parsed = parseGoFlags(flags, process.argv.slice(2));
if (!parsed.ok) end(parsed.problem.message);
const given = parsed.value;
const address = addressOf(given.gossipAddr ?? '127.0.0.1:5000');
const peers = (given.peers ?? '').split(',').filter((peer) => peer !== '');

const gossip = createSocket('udp4');
const ui = createSocket('udp4');
const [ip = '', port = ''] = address.split(':');
gossip.bind(Number(port), ip);
ui.bind(given.UIPort ?? 8080, '127.0.0.1');
await Promise.all([once(gossip, 'listening'), once(ui, 'listening')]);

const node = guarded(() =>
  createCourseNode(
    {
      ...COURSE_DEFAULTS,
      name: bytes(given.name ?? ''),
      peers: peers.map(addressOf),
      mode: given.simple === true ? 'simple' : 'rumors',
      antiEntropyMs: 1_000 * (given.antiEntropy ?? 10),
      routeRumorMs: 1_000 * (given.rtimer ?? 0),
      hopLimit: given.hopLimit ?? 10,
    },
    new Map(),
    {
      random: seeded(randomInt(2 ** 47)),
      address,
      now: () => performance.now(),
      sha256: (data) => createHash('sha256').update(data).digest(),
      isCourse: () => true, // how fast this process gets to read says nothing about who sent a burst
      send(to, datagram) {
        const [host = '', toPort = ''] = to.split(':');
        gossip.send(datagram, Number(toPort), host, () => undefined); // nobody there: as on any network
      },
      after(ms, action) {
        const timer = setTimeout(() => guarded(action), ms);
        return () => clearTimeout(timer);
      },
      log: (line) => process.stdout.write(`${line.replaceAll('\n', String.raw`\n`)}\n`, 'latin1'),
      held: () => undefined,
      written: () => undefined,
      shown: () => undefined,
      readShared(name) {
        try {
          return readFileSync(inFolder('_SharedFiles', name));
        } catch {
          console.error(`_SharedFiles has no ${name}`);
          return undefined;
        }
      },
      fetched: (name, data) => writeFileSync(inFolder('_Downloads', name), data),
      found: () => undefined,
      confused: (why) => console.error(`confused by ${why}`),
    },
  ),
);

gossip.on('message', (datagram, { address: from, port: fromPort }) =>
  guarded(() => node.receive(addressOf(`${from}:${fromPort}`), datagram)),
);
ui.on('message', (datagram) => guarded(() => node.command(decodeCommand(datagram))));

function guarded<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof Deadly) return end(`killed by ${error.message}`);
    throw error;
  }
}

function addressOf(text: string): Address {
  return parseAddress(text) ?? end(`${text} is not ip:port`);
}

function bytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function inFolder(folder: string, name: string): string {
  return join(folder, basename(Buffer.from(name, 'latin1').toString('utf8')));
}

function end(why: string): never {
  console.error(why);
  process.exit(1);
}
