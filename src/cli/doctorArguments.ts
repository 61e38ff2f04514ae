/** What `peerster doctor` is asked for. */
import { done, type Result } from '../gossiper/result.ts';
import { parseGoFlags, wrongUse } from './goFlags.ts';

const flags = {
  GUIPort: 'number',
  port: 'number',
  'token-file': 'text',
  json: 'switch',
  h: 'switch',
  help: 'switch',
} as const;

export interface DoctorCommand {
  readonly kind: 'doctor';
  /** Where the running peer serves its page. */
  readonly pagePort: number;
  /** On which a peer would gossip, were one running. */
  readonly gossipPort: number;
  readonly tokenFile?: string;
  readonly json: boolean;
}

const LAST_PORT = 65_535;

/** `args` without the command's own name. Code `wrong-use`. */
export function doctorCommand(args: readonly string[]): Result<DoctorCommand | { readonly kind: 'help' }> {
  const parsed = parseGoFlags(flags, args);
  if (!parsed.ok) return parsed;
  const { GUIPort: pagePort = 8080, port: gossipPort = 5000, json = false, help, h } = parsed.value;
  if (help === true || h === true) return done({ kind: 'help' });
  for (const port of [pagePort, gossipPort])
    if (port < 1 || port > LAST_PORT) return wrongUse(`Give a port from 1 to ${LAST_PORT}.`);
  const tokenFile = parsed.value['token-file'];
  return done({ kind: 'doctor', pagePort, gossipPort, json, ...(tokenFile === undefined ? {} : { tokenFile }) });
}
