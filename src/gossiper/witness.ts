/**
 * Being tried from outside (the doctor, docs/guide/doctor.md): whoever asks is told under which address it is seen, and one of
 * ours is sent a probe from a port that it never wrote to.
 *
 * 1. Nobody is learned by asking, and an answer is hardly longer than its question: a forged address gains nothing.
 * 2. A probe goes only to a peer of ours that proved the address that it asks from, and only there: at most one in
 *    PROBE_EVERY_MS, and in all PROBES_PER_SECOND.
 * 3. What comes for a question of ours is told to the host, which knows its nonces; the core remembers none.
 */
import type { Core } from './core.ts';
import { PROBE_EVERY_MS, PROBES_BURST, PROBES_PER_SECOND, WITNESS_BURST, WITNESS_PER_SECOND } from './limits.ts';
import type { Address } from './names.ts';
import type { Message, Packet, Trial } from './packet.ts';
import { isStranger, type Peer } from './peers.ts';
import { take } from './rate.ts';
import { greet, send } from './sending.ts';

/** Group mark, tags, a nonce. */
const QUESTION_BYTES = 26;

export const trialIn = (message: Message): Trial | undefined => {
  if (message.type !== 'control') return undefined;
  const { control } = message;
  return control.kind === 'tryMe' || control.kind === 'tried' || control.kind === 'probe' ? control : undefined;
};

/** Asks a peer of ours to try us; anybody else is greeted, as a course peer knows no such question. */
export function askToTry(core: Core, address: Address, nonce: number): void {
  const peer = core.peers.get(address);
  if (peer === undefined || peer.rule === 'block' || core.config.mode === 'simple') return;
  if (peer.kind === 'ours') send(core, peer, question(nonce), QUESTION_BYTES);
  if (peer.kind !== 'ours' || isStranger(peer)) greet(core, peer);
}

/** `known`: the peer at `from`, if there is one. */
export function receiveTrial(core: Core, from: Address, known: Peer | undefined, trial: Trial): void {
  if (core.config.mode === 'simple') return;
  if (trial.kind === 'tryMe') answer(core, from, known, trial.nonce);
  else core.emit({ kind: 'trial', from, trial });
}

function answer(core: Core, from: Address, known: Peer | undefined, nonce: number): void {
  const now = core.now.monotonic;
  if (!take(core.witnessAnswers, WITNESS_PER_SECOND, WITNESS_BURST, now)) {
    core.counters.rateLimited += 1;
    return;
  }
  const probes = known !== undefined && mayProbe(core, known);
  const tried: Message = { type: 'control', control: { kind: 'tried', nonce, seen: from, probed: probes } };
  core.counters.sent += 1;
  core.emit({ kind: 'send', to: from, packet: packetOf(core, tried) });
  if (!probes) return;
  known.probedAt = now;
  core.emit({
    kind: 'probe',
    to: from,
    packet: packetOf(core, { type: 'control', control: { kind: 'probe', nonce } }),
  });
}

/** Invariant 2. */
function mayProbe(core: Core, peer: Peer): boolean {
  const now = core.now.monotonic;
  if (peer.kind !== 'ours' || !peer.validated || peer.rule !== 'none' || peer.state !== 'reachable') return false;
  if (now - peer.probedAt < PROBE_EVERY_MS) return false;
  return take(core.probes, PROBES_PER_SECOND, PROBES_BURST, now);
}

const question = (nonce: number): Message => ({ type: 'control', control: { kind: 'tryMe', nonce } });

const packetOf = ({ config: { group } }: Core, message: Message): Packet =>
  group === undefined ? { message } : { group, message };
