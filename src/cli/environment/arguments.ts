/** What `peerster environment` is asked for. */
import { MAX_HOP_LIMIT } from '../../gossiper/limits.ts';
import { done, type Result } from '../../gossiper/result.ts';
import { environmentFolder, type Machine } from '../dataFolder.ts';
import { parseGoFlags, wrongUse } from '../goFlags.ts';

const flags = {
  port: 'number',
  data: 'text',
  ephemeral: 'switch',
  simple: 'switch',
  antiEntropy: 'number',
  rtimer: 'number',
  hopLimit: 'number',
  h: 'switch',
  help: 'switch',
} as const;

/** How each of its gossipers is started. */
export interface EnvironmentSettings {
  /** One folder a gossiper; undefined: nothing is kept. */
  readonly folder: string | undefined;
  readonly simple: boolean;
  /** 0: none. */
  readonly antiEntropyMs: number;
  readonly routeRumorMs: number;
  readonly hopLimit: number;
}

export interface EnvironmentCommand {
  readonly kind: 'environment';
  /** TCP, of the page and the routes. */
  readonly port: number;
  readonly settings: EnvironmentSettings;
}

/** `args` without the command's own name. Code `wrong-use`. */
export function environmentCommand(
  args: readonly string[],
  machine: Machine,
): Result<EnvironmentCommand | { readonly kind: 'help' }> {
  const parsed = parseGoFlags(flags, args);
  if (!parsed.ok) return parsed;
  const { port = 8080, data, ephemeral = false, simple = false, help, h } = parsed.value;
  const { antiEntropy = 10, rtimer = 0, hopLimit = 10 } = parsed.value;
  if (help === true || h === true) return done({ kind: 'help' });
  if (port > 65_535) return wrongUse('Give --port a port, at most 65535.');
  if (hopLimit < 1 || hopLimit > MAX_HOP_LIMIT) return wrongUse(`Give -hopLimit 1 to ${MAX_HOP_LIMIT}.`);
  if (data === '') return wrongUse('Give --data a folder.');
  if (data !== undefined && ephemeral) return wrongUse('Give --data or --ephemeral, not both.');
  return done({
    kind: 'environment',
    port,
    settings: {
      folder: ephemeral ? undefined : (data ?? environmentFolder(machine)),
      simple,
      antiEntropyMs: antiEntropy * 1000,
      routeRumorMs: rtimer * 1000,
      hopLimit,
    },
  });
}
