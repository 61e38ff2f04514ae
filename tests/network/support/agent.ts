/** A peer in a process of its own, asked in JSON lines: the options come in argv[2], calls on stdin, answers and events on stdout. */
import { createInterface } from 'node:readline';
import process from 'node:process';
import { dispatch } from '../../../src/api/dispatch.ts';
import type { Service } from '../../../src/api/service.ts';
import { openPeer, type PeerOptions } from '../../../src/peer/index.ts';

const tell = (line: object): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);

const opened = await openPeer(JSON.parse(process.argv[2] ?? '{}') as PeerOptions);
if (!opened.ok) {
  tell({ refused: opened.problem });
  process.exit(1);
}
const peer = opened.value;
const service: Service = peer;
peer.subscribe((event) => tell({ event }));
tell({ opened: { gossipAddress: peer.gossipAddress, pid: process.pid } });

// Its end is the end of the test, however that came.
for await (const line of createInterface({ input: process.stdin })) {
  const { id, name, input } = JSON.parse(line) as { id: number; name: string; input: unknown };
  void dispatch(service, name, input).then((result) => tell({ id, result }));
}
await peer.close();
process.exit(0);
