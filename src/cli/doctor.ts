/** `peerster doctor`: has the running peer examine the network; where none runs, looks at the machine itself. */
import { readFile } from 'node:fs/promises';
import { doctorSchema, type Finding } from '../api/contract.ts';
import { done, refused, type Result } from '../gossiper/result.ts';
import { examineMachine } from '../peer/index.ts';
import type { DoctorCommand } from './doctorArguments.ts';
import type { Outputs } from './runPeer.ts';

const ASK_EVERY_MS = 200;
/** An examination takes four seconds. */
const GIVE_UP_MS = 15_000;

/** Gives the exit code: 0 all is well, 1 there are problems, 2 it could not be asked. */
export async function doctor(command: DoctorCommand, { out, err }: Outputs): Promise<number> {
  const found = await findingsOf(command);
  if (!found.ok) {
    err.line(found.problem.message.toWellFormed());
    return 2;
  }
  if (command.json) out.line(JSON.stringify(found.value));
  else for (const line of found.value.flatMap(linesOf)) out.line(line.toWellFormed());
  return found.value.some(({ state }) => state === 'problem') ? 1 : 0;
}

const words = { ok: 'ok      ', warning: 'warning ', problem: 'PROBLEM ', skipped: '-       ' } as const;
const linesOf = ({ state, message, remedy }: Finding): string[] => [
  `${words[state]} ${message}`,
  ...(remedy === null ? [] : [`          ${remedy}`]),
];

async function findingsOf({ pagePort, gossipPort, tokenFile }: DoctorCommand): Promise<Result<readonly Finding[]>> {
  const token = tokenFile === undefined ? undefined : await readFile(tokenFile, 'utf8').catch(() => undefined);
  if (tokenFile !== undefined && token === undefined)
    return refused('token-file', `The token file ${tokenFile} can't be read.`);
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token.trim()}` } : {}) };
  const call = async (name: string): Promise<Response> =>
    await fetch(`http://127.0.0.1:${pagePort}/api/v1/${name}`, { method: 'POST', headers, body: '{}' });

  const started = await call('examine').catch(() => undefined);
  if (started === undefined) return done(await examineMachine('0.0.0.0', gossipPort));
  if (started.status === 401)
    return refused(
      'unauthorized',
      token === undefined
        ? 'That peer asks for a token: give its file with --token-file.'
        : `That peer takes another token than the one in ${tokenFile ?? ''}. Give the file that it was started with.`,
    );
  const until = performance.now() + GIVE_UP_MS;
  while (started.ok && performance.now() < until) {
    const answer = await call('doctor').catch(() => undefined);
    const view = doctorSchema.safeParse(await answer?.json().catch(() => undefined));
    if (!view.success) break;
    if (view.data.state === 'done') return done(view.data.findings);
    await new Promise((resolve) => void setTimeout(resolve, ASK_EVERY_MS));
  }
  return refused(
    'not-a-peer',
    `What answers on port ${pagePort} can't examine the network. Give -GUIPort the page's port.`,
  );
}
