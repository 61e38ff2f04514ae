/**
 * Finds out the facts (facts.ts): asks every peer on our own port and from a fresh one, listens for announcements, and
 * waits for the probes of those who try us from outside.
 *
 * 1. At most MAX_EXAMINED addresses, four datagrams each and port, within LONGEST_MS; sooner where all is well.
 * 2. Only peers of ours are asked what only they know (gossiper/witness.ts); others are greeted.
 */
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { Input, Instant, PeerView as CorePeer } from '../../gossiper/input.ts';
import type { Address, GroupMark, Origin } from '../../gossiper/names.ts';
import type { Trial } from '../../gossiper/packet.ts';
import { decodePacket, encodePacket } from '../../wire/index.ts';
import type { Lan } from '../lan/lan.ts';
import type { Facts, PeerFacts, WayFacts } from './facts.ts';
import { knock, type Knocking } from './knocking.ts';
import { networkOf, usable } from './networks.ts';

export const MAX_EXAMINED = 24;
/** That a machine is not there, the system knows after 3 s. */
const LONGEST_MS = 4_000;
const SHORTEST_MS = 1_000;
const STEP_MS = 100;
const ASK_AT_MS = [0, 700, 1_500, 2_300] as const;
/** Ours try an unreachable peer again every 5 s: what was heard that long ago was heard now. */
const JUST_NOW_MS = 6_000;
const OTHER_GROUP_MS = 60_000;
/** Two to the 48th: what randomInt gives at most. */
const MAX_NONCE = 2 ** 48 - 1;

export interface Surroundings {
  readonly input: (input: Input) => void;
  readonly peers: () => readonly CorePeer[];
  readonly otherGroups: () => ReadonlyMap<Address, number>;
  readonly nameOf: (origin: Origin) => string | null;
  readonly now: () => Instant;
  readonly socket: () => Facts['socket'];
  readonly lan: () => Pick<Lan, 'found' | 'ways' | 'refresh'> | undefined;
  readonly canSendTo: (address: Address) => boolean;
  /** Undefined: in no group. */
  readonly group: { readonly name: string; readonly mark: GroupMark } | undefined;
  /** Somebody of whom nothing is known may be a course peer. */
  readonly openToCourse: boolean;
}

interface Patient {
  readonly address: Address;
  readonly nonce: number;
  knocking: Knocking | undefined;
  answered: boolean;
  probed: boolean;
  arrived: boolean;
  seen: Address | undefined;
}

export interface Examination {
  readonly facts: Promise<Facts | undefined>;
  trial(from: Address, trial: Trial): void;
  /** 0 to 1. */
  share(): number;
  stop(): void;
}

export function startExamination(around: Surroundings): Examination {
  const lan = around.lan();
  const heardBefore = new Map((lan?.ways() ?? []).map((way) => [keyOf(way), way.heard]));
  const begun = around.now().monotonic;
  const patients = choose(around, lan).map((address): Patient => ({
    address,
    nonce: randomInt(1, MAX_NONCE),
    knocking: undefined,
    answered: false,
    probed: false,
    arrived: false,
    seen: undefined,
  }));
  const byNonce = new Map(patients.map((patient) => [patient.nonce, patient]));
  const asked = new Set<number>();
  let finish: (facts: Facts | undefined) => void;
  const facts = new Promise<Facts | undefined>((resolve) => (finish = resolve));
  lan?.refresh();
  const stepping = setInterval(step, STEP_MS);
  step();

  function elapsed(): number {
    return around.now().monotonic - begun;
  }

  function step(): void {
    for (const ms of ASK_AT_MS) {
      if (asked.has(ms) || elapsed() < ms) continue;
      asked.add(ms);
      for (const patient of patients) ask(patient);
    }
    for (const patient of patients) patient.answered ||= !isOurs(patient.address) && heardSince(patient.address, begun);
    const isWell = patients.length > 0 && patients.every(isSettled) && (lan === undefined || heardMulticast());
    if (elapsed() < LONGEST_MS && !(isWell && elapsed() >= SHORTEST_MS)) return;
    const found = gather();
    close();
    finish(found);
  }

  /** Invariant 2. */
  function ask(patient: Patient): void {
    const { address, nonce } = patient;
    if (patient.answered) return;
    around.input({ kind: 'tryMe', to: address, nonce });
    if (patient.knocking !== undefined || !mayKnock(address)) return;
    const packet = { message: { type: 'control', control: { kind: 'tryMe', nonce } } } as const;
    const question = encodePacket(around.group === undefined ? packet : { ...packet, group: around.group.mark });
    patient.knocking = knock(address, question, (bytes) => answers(bytes, nonce));
  }

  function isSettled({ answered, probed, arrived }: Patient): boolean {
    return answered && (!probed || arrived);
  }

  function peerAt(address: Address): CorePeer | undefined {
    return around.peers().find((peer) => peer.address === address);
  }
  function isOurs(address: Address): boolean {
    return peerAt(address)?.kind === 'ours';
  }
  function heardSince(address: Address, since: number): boolean {
    return (peerAt(address)?.lastHeard ?? -Infinity) >= since;
  }
  function isAnnounced(address: Address): boolean {
    return (lan?.found() ?? []).some((found) => found.addresses.includes(address));
  }
  function mayKnock(address: Address): boolean {
    const kind = peerAt(address)?.kind ?? 'unknown';
    return kind === 'ours' || (kind === 'unknown' && (!around.openToCourse || isAnnounced(address)));
  }

  function ways(): WayFacts[] | undefined {
    return lan?.ways().map((way) => ({
      by: way.by,
      interface: way.interface.name,
      family: way.interface.family,
      problem: way.problem,
      heard: way.heard - (heardBefore.get(keyOf(way)) ?? 0),
    }));
  }
  function heardMulticast(): boolean {
    return (ways() ?? []).some(({ by, heard }) => by === 'mdns' && heard > 0);
  }

  function gather(): Facts {
    const system = networkInterfaces();
    const found = lan?.found() ?? [];
    const strange = around.otherGroups();
    const now = around.now().monotonic;
    const group = around.group?.name;
    const peers = patients.map((patient): PeerFacts => {
      const { address, arrived, probed, answered, seen, knocking } = patient;
      const peer = peerAt(address);
      const announcement = found.find((other) => other.addresses.includes(address));
      const strangeAt = strange.get(address);
      const isStrange = strangeAt !== undefined && now - strangeAt < OTHER_GROUP_MS && !answered;
      const named = peer?.origin === undefined ? null : around.nameOf(peer.origin);
      return {
        address,
        name: named ?? (announcement === undefined || announcement.name === '' ? null : announcement.name),
        origin: peer?.origin,
        configured: peer?.configured ?? false,
        network: networkOf(address, system),
        answered,
        heard: heardSince(address, begun - JUST_NOW_MS),
        knock: knocking?.outcome() ?? 'untried',
        probe: arrived ? 'arrived' : probed ? 'missing' : 'notSent',
        seen,
        announced: announcement !== undefined && announcement.lastHeard >= begun,
        otherGroup:
          announcement !== undefined && announcement.group !== group ? announcement.group : isStrange ? '' : undefined,
      };
    });
    return {
      socket: around.socket(),
      interfaces: usable(system),
      down: downInterfaces(),
      ways: ways(),
      peers,
      otherGroups: found
        .filter((other) => other.group !== group)
        .map(({ name, group: other }) => ({ name, group: other })),
    };
  }

  function close(): void {
    clearInterval(stepping);
    for (const { knocking } of patients) knocking?.close();
  }

  return {
    facts,
    trial(from, trial) {
      const patient = byNonce.get(trial.nonce);
      if (patient === undefined) return;
      if (trial.kind === 'probe') patient.arrived = true;
      if (trial.kind !== 'tried') return;
      patient.answered = true;
      patient.seen = trial.seen;
      patient.probed ||= trial.probed;
    },
    share: () => Math.min(1, elapsed() / LONGEST_MS),
    stop() {
      close();
      finish(undefined);
    },
  };
}

/** Whom to ask: those who don't answer first, but enough of the others to have witnesses; then who is only announced. */
function choose(around: Surroundings, lan: ReturnType<Surroundings['lan']>): Address[] {
  const peers = around.peers().filter(({ rule }) => rule !== 'block');
  const [up, down] = [peers.filter(isUp), peers.filter((peer) => !isUp(peer))];
  const known = new Set(peers.map(({ address }) => address));
  const origins = new Set<string | undefined>(up.map(({ origin }) => origin));
  const announced = (lan?.found() ?? []).flatMap(({ group, origin, addresses }) => {
    const first = addresses.find((address) => around.canSendTo(address));
    if (first === undefined || group !== around.group?.name || origins.has(origin)) return [];
    return addresses.some((address) => known.has(address)) ? [] : [first];
  });
  const chosen = [...down.slice(0, MAX_EXAMINED / 2), ...up].map(({ address }) => address);
  for (const address of announced) around.input({ kind: 'suggestPeer', address });
  return [...chosen, ...announced].slice(0, MAX_EXAMINED);
}

const isUp = ({ state }: CorePeer): boolean => state === 'reachable';

function answers(bytes: Uint8Array, nonce: number): boolean {
  const message = decodePacket(bytes)?.message;
  return message?.type === 'control' && message.control.kind === 'tried' && message.control.nonce === nonce;
}

const keyOf = (way: ReturnType<Lan['ways']>[number]): string =>
  `${way.by} ${way.interface.name} ${way.interface.family} ${way.interface.address}`;

/** Linux says; elsewhere they are not listed. */
function downInterfaces(): string[] {
  try {
    return readdirSync('/sys/class/net').filter(
      (name) => name !== 'lo' && readFileSync(`/sys/class/net/${name}/operstate`, 'utf8').trim() === 'down',
    );
  } catch {
    return [];
  }
}
