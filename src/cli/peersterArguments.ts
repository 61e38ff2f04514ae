/** What `peerster`'s arguments ask for: the course's flags and ours (docs/guide/command-line.md). */
import { parseAddress, parseOrigin } from '../gossiper/names.ts';
import { done, type Result } from '../gossiper/result.ts';
import type { PeerOptions } from '../peer/options.ts';
import { isLoopback } from '../uiport/httpPort.ts';
import type { WantedPort } from '../uiport/bindPort.ts';
import { profileFolder, type Machine } from './dataFolder.ts';
import { parseGoFlags, wrongUse, type FlagValues } from './goFlags.ts';

const flags = {
  UIPort: 'number',
  gossipAddr: 'text',
  name: 'text',
  peers: 'text',
  simple: 'switch',
  antiEntropy: 'number',
  rtimer: 'number',
  hopLimit: 'number',
  GUIPort: 'number',
  as: 'text',
  data: 'text',
  ephemeral: 'switch',
  group: 'text',
  'ui-host': 'text',
  'token-file': 'text',
  policy: 'text',
  log: 'text',
  h: 'switch',
  help: 'switch',
  version: 'switch',
} as const;
type Given = FlagValues<typeof flags>;

/** `plain` is what a person at a terminal sees: the page's address, and what goes wrong. */
export type LogKind = 'course' | 'json' | 'quiet' | 'plain';

export interface RunSettings {
  readonly peer: Omit<PeerOptions, 'onTrace'>;
  readonly uiPort: WantedPort;
  readonly page: { readonly host: string; readonly port: WantedPort };
  readonly tokenFile?: string;
  readonly log: LogKind;
}

export type PeersterCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'report'; readonly folder: string }
  | { readonly kind: 'run'; readonly settings: RunSettings };

/** Open to peers of any program; a group that a user makes is closed (protocol.md §3). */
const LOBBY = 'lobby';
const DEFAULT_UI_PORT = 8080;
const DEFAULT_GOSSIP_PORT = 5000;

/** Code `wrong-use`. */
export function peersterCommand(args: readonly string[], machine: Machine): Result<PeersterCommand> {
  const isReport = args[0] === 'report';
  const parsed = parseGoFlags(flags, isReport ? args.slice(1) : args);
  if (!parsed.ok) return parsed;
  const given = parsed.value;
  if (given.help === true || given.h === true) return done({ kind: 'help' });
  if (given.version === true) return done({ kind: 'version' });
  if (isReport) return done({ kind: 'report', folder: given.data ?? profileFolder(machine, given.as) });
  const settings = runSettings(given, machine);
  return settings.ok ? done({ kind: 'run', settings: settings.value }) : settings;
}

function runSettings(given: Given, machine: Machine): Result<RunSettings> {
  const isCourse = given.name !== undefined;
  const identity = identityOf(given, machine);
  if (!identity.ok) return identity;
  const gossip = gossipOf(given, isCourse);
  if (!gossip.ok) return gossip;
  const peers = peersOf(given.peers ?? '');
  if (!peers.ok) return peers;

  const policy = given.policy ?? (isCourse ? 'coinFlip' : 'eager');
  if (policy !== 'coinFlip' && policy !== 'eager') return wrongUse('Give --policy as eager or coinFlip.');
  const log = given.log ?? (isCourse ? 'course' : 'plain');
  if (log !== 'course' && log !== 'json' && log !== 'quiet' && (log !== 'plain' || given.log !== undefined)) {
    return wrongUse('Give --log as course, json or quiet.');
  }
  for (const name of ['UIPort', 'GUIPort'] as const) {
    if ((given[name] ?? 0) > 65_535) return wrongUse(`Give -${name} a port, at most 65535.`);
  }
  const host = given['ui-host'] ?? '127.0.0.1';
  if (!isLoopback(host) && given['token-file'] === undefined) {
    return wrongUse(
      `Give --token-file too when --ui-host is not this machine alone, so that not everyone can use the page.`,
    );
  }
  if (given.group === '') return wrongUse('Give --group a name.');
  const group = given.group ?? (isCourse ? undefined : LOBBY);
  return done({
    peer: {
      identity: identity.value,
      gossip: gossip.value,
      peers: peers.value,
      ...(group === undefined ? {} : { group }),
      openToCourse: group === undefined || group === LOBBY,
      mode: given.simple === true ? 'simple' : 'rumors',
      policy,
      antiEntropyMs: (given.antiEntropy ?? 10) * 1000,
      routeRumorMs: (given.rtimer ?? 0) * 1000,
    },
    // Scripts send to the port that they know, so there another one would be no help.
    uiPort: given.UIPort ?? (isCourse ? DEFAULT_UI_PORT : { firstFreeFrom: DEFAULT_UI_PORT }),
    page: { host, port: given.GUIPort ?? { firstFreeFrom: DEFAULT_UI_PORT } },
    ...(given['token-file'] === undefined ? {} : { tokenFile: given['token-file'] }),
    log,
  });
}

function identityOf(given: Given, machine: Machine): Result<PeerOptions['identity']> {
  const { name, as, data, ephemeral = false } = given;
  if (name !== undefined && as !== undefined) return wrongUse('Give -name or --as, not both.');
  if (data === '') return wrongUse('Give --data a folder.');
  if (name === undefined) {
    if (as === '') return wrongUse('Give --as a name.');
    const folder = data ?? profileFolder(machine, as);
    return done({ kind: 'profile', folder, ephemeral, ...(as === undefined ? {} : { name: as }) });
  }
  if (parseOrigin(name) === undefined) return wrongUse('Give -name 1 to 255 bytes.');
  if (data !== undefined && ephemeral) return wrongUse('Give --data or --ephemeral, not both.');
  return done({ kind: 'course', name, ...(data === undefined ? {} : { folder: data }) });
}

function gossipOf(given: Given, isCourse: boolean): Result<PeerOptions['gossip']> {
  const text = given.gossipAddr;
  if (text === undefined) {
    const port = DEFAULT_GOSSIP_PORT;
    return done(isCourse ? { host: '127.0.0.1', port } : { host: '0.0.0.0', port: { firstFreeFrom: port } });
  }
  const match = /^(?:\[([^\]]+)\]|([^:]*)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port > 65_535) return wrongUse('Give -gossipAddr as ip:port, such as 127.0.0.1:5000.');
  const host = match[1] ?? (match[2] === '' ? '0.0.0.0' : match[2] === 'localhost' ? '127.0.0.1' : (match[2] ?? ''));
  return done({ host, port });
}

function peersOf(text: string): Result<readonly string[]> {
  const peers = text
    .split(',')
    .map((peer) => peer.trim().replace(/^localhost:/, '127.0.0.1:'))
    .filter((peer) => peer !== '');
  const wrong = peers.find((peer) => parseAddress(peer) === undefined);
  return wrong === undefined ? done(peers) : wrongUse(`Give -peers as ip:port,ip:port; "${wrong}" is none.`);
}
