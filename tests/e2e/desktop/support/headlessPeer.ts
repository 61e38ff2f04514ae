/** A headless peer as a process of its own, spoken to over HTTP. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { contract, type CallInput, type CallName, type CallOutput } from '../../../../src/api/contract.ts';

export interface HeadlessPeer {
  readonly gossipPort: number;
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  stop(): Promise<void>;
}

const startedLine = z.object({ started: z.object({ url: z.string(), self: z.object({ port: z.number() }) }) });

/** Ports of the system's choice, nothing kept. */
export async function startHeadlessPeer(name: string): Promise<HeadlessPeer> {
  const program = 'out/cli/peerster.js';
  const args = ['--as', name, '--ephemeral', '-gossipAddr=127.0.0.1:0', '-UIPort=0', '-GUIPort=0', '--log=json'];
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const { started } = await new Promise<z.infer<typeof startedLine>>((resolve, reject) => {
    // Everything is read, so that the peer never waits for us; only one line matters.
    createInterface({ input: child.stdout }).on('line', (line) => {
      const parsed = startedLine.safeParse(JSON.parse(line));
      if (parsed.success) resolve(parsed.data);
    });
    child.on('exit', (code) => reject(new Error(`the headless peer ended with ${code}`)));
  });
  return {
    gossipPort: started.self.port,
    async call(call, input) {
      const answer = await fetch(`${started.url}api/v1/${call}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
      // The table pairs each name with its schema; TypeScript can't follow that through a variable.
      return contract[call].output.parse(await answer.json()) as never;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
