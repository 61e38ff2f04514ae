/** `peerster`: a headless peer. */
import { homedir } from 'node:os';
import process from 'node:process';
import { unreachable, type Result } from '../gossiper/result.ts';
import { backupOrRestore } from './backupOrRestore.ts';
import { courseLayout } from './courseLayout.ts';
import { doctor } from './doctor.ts';
import { peersterHelp } from './helpText.ts';
import { openLineWriter } from './lineWriter.ts';
import { pageFolder } from './pageFolder.ts';
import { peersterCommand } from './peersterArguments.ts';
import { report } from './report.ts';
import { runEnvironment } from './environment/run.ts';
import { runPeer, type RunningPeer } from './runPeer.ts';
import { version } from './version.ts';

/** Ctrl-C, a service's end, the end of the terminal, and of the process that this one was started by for its Node. */
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const;

/** For a reader that is slow but there. */
const FLUSH_WITHIN_MS = 2_000;

const out = openLineWriter(process.stdout);
const err = openLineWriter(process.stderr);

const exitCode = await main(process.argv.slice(2));
if (out.lost > 0) err.line(`${out.lost} lines of the log were lost, as nobody read them.`);
await Promise.all([out.flush(FLUSH_WITHIN_MS), err.flush(FLUSH_WITHIN_MS)]);
process.exit(exitCode);

async function main(args: readonly string[]): Promise<number> {
  const command = peersterCommand(args, { platform: process.platform, home: homedir(), environment: process.env });
  if (!command.ok) {
    err.line(command.problem.message);
    return 2;
  }
  switch (command.value.kind) {
    case 'help':
      out.line(peersterHelp.trimEnd());
      return 0;
    case 'version':
      out.line(version);
      return 0;
    case 'report':
      return await report(command.value.folder, { out, err });
    case 'backup':
    case 'restore':
      return await backupOrRestore(command.value, { out, err });
    case 'doctor':
      return await doctor(command.value, { out, err });
    case 'courseLayout':
      return courseLayout(command.value.folder, { out, err });
    case 'environment': {
      const { value } = command;
      return await run(() => runEnvironment(value, { out, err }, pageFolder(import.meta.url)));
    }
    case 'run': {
      const { settings } = command.value;
      return await run(() => runPeer(settings, { out, err }, pageFolder(import.meta.url)));
    }
    default:
      return unreachable(command.value);
  }
}

async function run(start: () => Promise<Result<RunningPeer>>): Promise<number> {
  // From the first moment on, so that a peer that is still opening its log also stops in order.
  const asked = stopSignal();
  const peer = await start();
  if (!peer.ok) {
    err.line(peer.problem.message);
    return 2;
  }
  await asked;
  await peer.value.stop();
  return 0;
}

/** Resolves at the first signal; the second one ends the process at once, as systems do by default. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      for (const signal of stopSignals) process.off(signal, stop);
      resolve();
    };
    for (const signal of stopSignals) process.on(signal, stop);
  });
}
