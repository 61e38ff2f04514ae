/**
 * From what was found out to what is wrong, in the order in which a person looks for it. Pure.
 *
 * 1. Each check says something, be it that all is well or why it can't tell.
 * 2. What one cause explains is said once: a peer that a dead network or our own firewall hides is not said to be gone, too.
 */
import type { DoctorCheck, DoctorCode, DoctorFinding } from '../views.ts';
import type { Facts, PeerFacts } from './facts.ts';
import { sentences } from './sentences.ts';

type Values = DoctorFinding['values'];

export function finding(
  check: DoctorCheck,
  code: DoctorCode,
  state: DoctorFinding['state'],
  values: Values = {},
): DoctorFinding {
  const { message, remedy } = sentences[code];
  return {
    check,
    code,
    state,
    values,
    message: fill(message, values),
    remedy: remedy === '' ? null : fill(remedy, values),
  };
}

const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

export const diagnose = (facts: Facts): DoctorFinding[] => [
  ...beforeAsking(facts),
  ...aboutMulticast(facts),
  ...aboutPeers(facts),
  ...fromOutside(facts),
  ...aboutGroups(facts),
];

/** What is known at once. */
export const beforeAsking = (facts: Pick<Facts, 'socket' | 'interfaces'>): DoctorFinding[] => [
  ...aboutSocket(facts),
  aboutInterfaces(facts),
];

function aboutSocket({ socket: { host, port, wanted, isChosen } }: Pick<Facts, 'socket'>): DoctorFinding[] {
  if (wanted !== undefined && wanted !== port)
    return [
      finding('socket', 'port-taken', isChosen ? 'problem' : 'warning', { wanted: String(wanted), port: String(port) }),
    ];
  if (isLoopback(host)) return [finding('socket', 'only-this-machine', 'warning', { host, port: String(port) })];
  return [finding('socket', 'bound', 'ok', { host, port: String(port) })];
}

export function aboutInterfaces({ interfaces }: Pick<Facts, 'interfaces'>): DoctorFinding {
  if (interfaces.length === 0) return finding('interfaces', 'no-network', 'problem');
  const list = interfaces.map(({ name, address }) => `${name} ${address}`).join(', ');
  return finding('interfaces', 'interfaces', 'ok', { list });
}

function aboutMulticast({ ways, peers, interfaces }: Facts): DoctorFinding[] {
  if (interfaces.length === 0) return [];
  if (ways === undefined) return [finding('multicast', 'discovery-off', 'skipped')];
  const names = [...new Set(ways.map((way) => way.interface))];
  const failed = names.filter((name) => ways.every((way) => way.interface !== name || way.problem !== undefined));
  const failures = failed.map((name) => {
    const problem = ways.find((way) => way.interface === name)?.problem ?? '';
    return finding('multicast', 'multicast-failed', 'problem', { interface: name, problem });
  });
  if (failed.length === names.length && names.length > 0) return failures;
  const heardBy = (by: 'announce' | 'mdns'): boolean => ways.some((way) => way.by === by && way.heard > 0);
  if (heardBy('mdns')) return [...failures, finding('multicast', 'multicast-works', 'ok')];
  if (heardBy('announce')) return [...failures, finding('multicast', 'multicast-broadcast-only', 'warning')];
  const near = peers.filter(({ answered, network }) => answered && network !== undefined);
  if (near.length > 0)
    return [...failures, finding('multicast', 'multicast-blocked', 'problem', { count: near.length })];
  return [...failures, finding('multicast', 'multicast-silent', 'skipped')];
}

/** The fresh port was answered, ours was not: our own firewall, unless ours is on another network. */
const isShutOut = (facts: Facts, peer: PeerFacts): boolean =>
  !peer.answered && peer.knock === 'answered' && !isElsewhere(facts, peer);

/** Our socket is on one network only, and the peer is on another. */
function isElsewhere({ interfaces, socket }: Facts, { network }: PeerFacts): boolean {
  const own = interfaces.find(({ address }) => address === socket.host);
  return own !== undefined && network !== undefined && network !== own.name;
}
const named = ({ name, address }: PeerFacts): Values => ({ peer: name === null ? address : `${name} (${address})` });

function aboutPeers(facts: Facts): DoctorFinding[] {
  const { peers } = facts;
  if (facts.interfaces.length === 0 && !peers.some(({ answered }) => answered)) return [];
  if (peers.length === 0) return [finding('peers', 'no-peers', 'warning')];
  const answered = peers.filter((peer) => peer.answered);
  const well =
    answered.length === 0 ? [] : [finding('peers', 'peers-answer', 'ok', { count: answered.length, of: peers.length })];
  const dead = peers.filter((peer) => !peer.answered && !isShutOut(facts, peer));
  const { explained, findings } = aboutNetworks(facts, dead);
  const reached = new Set(answered.flatMap(({ origin }) => origin ?? []));
  const rest = dead.filter((peer) => !explained.has(peer) && !reached.has(peer.origin ?? ''));
  const every = answered.length === 0 ? aboutAll(rest) : undefined;
  return [
    ...well,
    ...findings,
    ...(every === undefined ? rest.map((peer) => aboutPeer(peer, answered.length === 0)) : [every]),
  ];
}

/** An interface through which nothing comes while others work; one that is down; one that our socket does not use. */
function aboutNetworks(facts: Facts, dead: readonly PeerFacts[]) {
  const explained = new Set<PeerFacts>();
  const findings: DoctorFinding[] = [];
  const tell = (of: readonly PeerFacts[], told: DoctorFinding): void => {
    for (const peer of of) explained.add(peer);
    findings.push(told);
  };
  const works = (name: string): boolean =>
    facts.peers.some((peer) => peer.network === name && (peer.answered || peer.heard || peer.knock === 'refused')) ||
    (facts.ways ?? []).some((way) => way.interface === name && way.heard > 0);
  for (const name of new Set(facts.interfaces.map((network) => network.name))) {
    const behind = dead.filter((peer) => peer.network === name && peer.otherGroup === undefined);
    if (behind.length === 0) continue;
    if (behind.some((peer) => isElsewhere(facts, peer)))
      tell(behind, finding('interfaces', 'wrong-interface', 'problem', { interface: name, host: facts.socket.host }));
    else if (!works(name) && facts.interfaces.some((other) => other.name !== name && works(other.name)))
      tell(behind, finding('interfaces', 'interface-dead', 'problem', { interface: name, count: behind.length }));
  }
  const lost = dead.filter(
    ({ knock, network }) => network === undefined && (knock === 'noRoute' || knock === 'unreachable'),
  );
  if (lost.length > 0 && facts.down.length > 0) {
    const values = { interface: facts.down.join(', '), count: lost.length };
    tell(lost, finding('interfaces', 'interface-down', 'problem', values));
  }
  return { explained, findings };
}

/** One cause for all of them, if there is one. */
function aboutAll(dead: readonly PeerFacts[]): DoctorFinding | undefined {
  if (dead.length === 0) return undefined;
  if (dead.some(({ knock }) => knock === 'forbidden')) return finding('peers', 'sending-forbidden', 'problem');
  const unclear = dead.every(
    ({ knock, heard, otherGroup }) =>
      otherGroup === undefined && !heard && (knock === 'silent' || knock === 'unreachable'),
  );
  if (!unclear) return undefined;
  const values = { count: dead.length };
  if (dead.some(({ announced }) => announced)) return finding('peers', 'direct-blocked', 'problem', values);
  return dead.some(({ knock }) => knock === 'silent') ? finding('peers', 'udp-blocked', 'problem', values) : undefined;
}

/** Who was only met, and is away while others are here, is no problem of the network. */
function aboutPeer(peer: PeerFacts, isAlone: boolean): DoctorFinding {
  const tell = (code: DoctorCode, more: Values = {}): DoctorFinding =>
    finding('peers', code, peer.configured || isAlone ? 'problem' : 'warning', { ...named(peer), ...more });
  if (peer.otherGroup === '') return tell('peer-strange-group');
  if (peer.otherGroup !== undefined) return tell('peer-other-group', { group: peer.otherGroup });
  if (peer.knock === 'refused') return tell('peer-gone');
  if (peer.knock === 'forbidden') return tell('sending-forbidden');
  if (peer.knock === 'noRoute') return tell('peer-no-route');
  if (peer.heard) return tell('peer-one-way');
  return tell(peer.knock === 'unreachable' ? 'peer-away' : 'peer-silent');
}

function fromOutside(facts: Facts): DoctorFinding[] {
  const { peers, socket, interfaces } = facts;
  const shutOut = peers.find((peer) => isShutOut(facts, peer));
  const witnesses = peers.filter(({ answered, probe }) => answered && probe !== 'notSent');
  const arrived = witnesses.find(({ probe }) => probe === 'arrived');
  const blockedBy = shutOut ?? (arrived === undefined ? witnesses[0] : undefined);
  const port = String(socket.port);
  const seen = peers.find((peer) => peer.seen !== undefined && !isOwn(peer.seen, interfaces, peer));
  const translated =
    seen === undefined
      ? []
      : [finding('outside', 'address-translated', 'warning', { ...named(seen), seen: seen.seen ?? '' })];
  if (blockedBy !== undefined)
    return [finding('outside', 'inbound-blocked', 'problem', { ...named(blockedBy), port }), ...translated];
  if (arrived === undefined) return [finding('outside', 'no-witness', 'skipped'), ...translated];
  return [finding('outside', 'outside-ok', 'ok', { ...named(arrived), port }), ...translated];
}

/** On loopback everyone is seen as it is. */
const isOwn = (seen: string, interfaces: Facts['interfaces'], peer: PeerFacts): boolean =>
  isLoopback(ipOf(peer.address)) || seen.startsWith('[') || interfaces.some(({ address }) => address === ipOf(seen));

function aboutGroups({ otherGroups, peers }: Facts): DoctorFinding[] {
  const [first] = otherGroups;
  if (first === undefined) return [];
  const isAlone = !peers.some(({ answered }) => answered);
  const groups = [...new Set(otherGroups.map(({ group }) => group))].join(', ');
  return [
    finding('groups', 'other-group', isAlone ? 'warning' : 'ok', {
      count: otherGroups.length,
      peer: first.name === '' ? '?' : first.name,
      group: groups,
    }),
  ];
}

const ipOf = (address: string): string => address.slice(0, address.lastIndexOf(':')).replace(/^\[|\]$/g, '');
const isLoopback = (ip: string): boolean => ip.startsWith('127.') || ip === '::1';
