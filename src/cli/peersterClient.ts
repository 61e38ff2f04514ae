/** `peerster-client`: one datagram to the UIPort of a peer on this machine. */
import { createSocket } from 'node:dgram';
import process from 'node:process';
import { unreachable } from '../gossiper/result.ts';
import { encodeClientMessage } from '../wire/index.ts';
import { clientCommand } from './clientArguments.ts';
import { clientHelp } from './helpText.ts';
import { version } from './version.ts';

process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  const command = clientCommand(args);
  if (!command.ok) {
    const isWrongUse = command.problem.code === 'wrong-use';
    // The course's scripts read the other two on standard output.
    (isWrongUse ? process.stderr : process.stdout).write(`${command.problem.message}\n`);
    return isWrongUse ? 2 : 1;
  }
  switch (command.value.kind) {
    case 'help':
      process.stdout.write(clientHelp);
      return 0;
    case 'version':
      process.stdout.write(`${version}\n`);
      return 0;
    case 'send':
      return await send(encodeClientMessage(command.value.message), command.value.port);
    default:
      return unreachable(command.value);
  }
}

async function send(datagram: Uint8Array, port: number): Promise<number> {
  const socket = createSocket('udp4');
  const problem = await new Promise<Error | null>((resolve) => socket.send(datagram, port, '127.0.0.1', resolve));
  socket.close();
  if (problem === null) return 0;
  process.stderr.write(`That is too long for one datagram (${datagram.length} bytes): say it in parts.\n`);
  return 2;
}
