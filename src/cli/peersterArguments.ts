/** What `peerster`'s arguments ask for: the course's flags and ours (docs/guide/command-line.md). */
import { resolve } from 'node:path';
import { checkGroupName } from '../api/groupName.ts';
import { MAX_HOP_LIMIT } from '../gossiper/limits.ts';
import { parseOrigin } from '../gossiper/names.ts';
import { done, type Result } from '../gossiper/result.ts';
import type { ChoiceName } from '../peer/choices.ts';
import type { PeerOptions } from '../peer/options.ts';
import { isLoopback } from '../uiport/httpPort.ts';
import type { WantedPort } from '../uiport/bindPort.ts';
import { backupCommand, profileGiven, type BackupCommand } from './backupArguments.ts';
import { courseLayoutCommand, type CourseLayoutCommand } from './courseLayoutArguments.ts';
import { doctorCommand, type DoctorCommand } from './doctorArguments.ts';
import { profileFolder, type Machine } from './dataFolder.ts';
import { environmentCommand, type EnvironmentCommand } from './environment/arguments.ts';
import { parseGoFlags, wrongUse, type FlagValues } from './goFlags.ts';
import { gossipAddress, peerAddresses } from './gossipAddress.ts';

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
  discovery: 'switch',
  shared: 'text',
  downloads: 'text',
  'course-layout': 'switch',
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
  /** A group was named; else a profile stays in its own. */
  readonly isGroupGiven: boolean;
  readonly uiPort: WantedPort;
  readonly page: { readonly host: string; readonly port: WantedPort };
  readonly tokenFile?: string;
  readonly log: LogKind;
}

export type PeersterCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'report'; readonly folder: string }
  | BackupCommand
  | CourseLayoutCommand
  | DoctorCommand
  | EnvironmentCommand
  | { readonly kind: 'run'; readonly settings: RunSettings };

/** Open to peers of any program; a group that a user makes is closed (protocol.md §3). */
export const LOBBY = 'lobby';
const COURSE_FOLDERS = { shared: resolve('_SharedFiles'), downloads: resolve('_Downloads') };
const DEFAULT_UI_PORT = 8080;
const DEFAULT_GOSSIP_PORT = 5000;
const DEFAULT_HOP_LIMIT = 10;

/** Code `wrong-use`. */
export function peersterCommand(args: readonly string[], machine: Machine): Result<PeersterCommand> {
  const [command] = args;
  if (command === 'backup' || command === 'restore') return backupCommand(command, args.slice(1), machine);
  if (command === 'doctor') return doctorCommand(args.slice(1));
  if (command === 'environment') return environmentCommand(args.slice(1), machine);
  if (command === 'course-layout') return courseLayoutCommand(args.slice(1));
  const isReport = args[0] === 'report';
  const parsed = parseGoFlags(flags, isReport ? args.slice(1) : args);
  if (!parsed.ok) return parsed;
  const given = parsed.value;
  if (given.help === true || given.h === true) return done({ kind: 'help' });
  if (given.version === true) return done({ kind: 'version' });
  if (isReport) {
    const folder = profileGiven(given, machine);
    return folder.ok ? done({ kind: 'report', folder: folder.value }) : folder;
  }
  const settings = runSettings(given, machine);
  return settings.ok ? done({ kind: 'run', settings: settings.value }) : settings;
}

function runSettings(given: Given, machine: Machine): Result<RunSettings> {
  const isCourse = given.name !== undefined;
  const identity = identityOf(given, machine);
  if (!identity.ok) return identity;
  const gossip = gossipOf(given.gossipAddr, isCourse);
  if (!gossip.ok) return gossip;
  const peers = peerAddresses('-peers', (given.peers ?? '').split(','));
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
  const hopLimit = given.hopLimit ?? DEFAULT_HOP_LIMIT;
  if (hopLimit < 1 || hopLimit > MAX_HOP_LIMIT) return wrongUse(`Give -hopLimit 1 to ${MAX_HOP_LIMIT}.`);
  const host = given['ui-host'] ?? '127.0.0.1';
  if (!isLoopback(host) && given['token-file'] === undefined) {
    return wrongUse(
      `Give --token-file too when --ui-host is not this machine alone, so that not everyone can use the page.`,
    );
  }
  if (given.shared === '' || given.downloads === '') return wrongUse('Give --shared and --downloads a folder.');
  const named = given.group === undefined ? undefined : checkGroupName(given.group);
  if (named?.ok === false) return wrongUse(`--group: ${named.problem.message}`);
  const group = named?.value ?? (isCourse ? undefined : LOBBY);
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
      discovery: given.discovery ?? (!isCourse && !isLoopback(gossip.value.host)),
      fixed: fixedBy(given, isCourse),
      hopLimit,
      announce: !isCourse,
      files: filesOf(given),
    },
    isGroupGiven: given.group !== undefined,
    // Scripts send to the port that they know, so there another one would be no help.
    uiPort: given.UIPort ?? (isCourse ? DEFAULT_UI_PORT : { firstFreeFrom: DEFAULT_UI_PORT }),
    page: { host, port: given.GUIPort ?? { firstFreeFrom: DEFAULT_UI_PORT } },
    ...(given['token-file'] === undefined ? {} : { tokenFile: given['token-file'] }),
    log,
  });
}

/** Folders of files; what isn't given lies in the profile, or where a course peer was started. */
function filesOf({ shared, downloads, 'course-layout': isCourseLayout = false }: Given): PeerOptions['files'] & object {
  const course = isCourseLayout ? COURSE_FOLDERS : {};
  return {
    ...course,
    ...(shared === undefined ? {} : { shared: resolve(shared) }),
    ...(downloads === undefined ? {} : { downloads: resolve(downloads) }),
  };
}

/** What was given here must not give way to the profile's settings. A course peer is what its flags say, given or not. */
function fixedBy(given: Given, isCourse: boolean): readonly ChoiceName[] {
  const is = (flag: keyof Given): boolean => isCourse || given[flag] !== undefined;
  return [
    ...(is('gossipAddr') ? (['gossipPort', 'gossipHost'] as const) : []),
    ...(is('antiEntropy') ? (['antiEntropySeconds'] as const) : []),
    ...(is('rtimer') ? (['routeRumorSeconds'] as const) : []),
    ...(is('ephemeral') ? (['ephemeral'] as const) : []),
    ...(is('discovery') ? (['discovery'] as const) : []),
  ];
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

function gossipOf(text: string | undefined, isCourse: boolean): Result<PeerOptions['gossip']> {
  if (text !== undefined) return gossipAddress('-gossipAddr', text);
  const port = DEFAULT_GOSSIP_PORT;
  return done(isCourse ? { host: '127.0.0.1', port } : { host: '0.0.0.0', port: { firstFreeFrom: port } });
}
