/**
 * A program for crash.test.ts: opens the profile in argv[2] and says `argv[3]`-0, -1, … in bursts, writing a line
 * `origin id text` for each that was acknowledged, until it is killed or has said argv[4] of them.
 */
import { writeSync } from 'node:fs';
import { openPeer } from './index.ts';
import { loopback } from './testing.ts';

const [folder = '', prefix = '', count = '0', ...peers] = process.argv.slice(2);
const STDOUT = 1;
const BURST = 10;

const opened = await openPeer(loopback({ kind: 'profile', folder, name: 'Sayer', ephemeral: false }, { peers }));
if (!opened.ok) throw new Error(opened.problem.message);
const peer = opened.value;

async function say(text: string): Promise<void> {
  const said = await peer.say({ text });
  if (said.ok) writeSync(STDOUT, `${said.value.origin} ${said.value.id} ${text}\n`);
}

writeSync(STDOUT, 'ready\n');
for (let n = 0; n < Number(count); n += BURST) {
  const burst = Array.from({ length: Math.min(BURST, Number(count) - n) }, (_, i) => say(`${prefix}-${n + i}`));
  await Promise.all(burst);
}
writeSync(STDOUT, 'done\n');
await peer.close();
