/**
 * Asking a peer from a fresh port. A connected socket hears what an unconnected one does not: that nobody listens there,
 * or that there is no such machine.
 */
import { createSocket } from 'node:dgram';
import type { Address } from '../../gossiper/names.ts';
import { noLookup, targetOf } from '../socket.ts';
import type { Knock } from './facts.ts';

/** Besides the first one: so that one lost datagram is no firewall. */
const AGAIN_AT_MS = [600, 1_400] as const;

export interface Knocking {
  readonly outcome: () => Exclude<Knock, 'untried'>;
  close(): void;
}

/** `isAnswer` says whether a datagram answers `question`. */
export function knock(to: Address, question: Uint8Array, isAnswer: (bytes: Uint8Array) => boolean): Knocking {
  const { ip, port } = targetOf(to, false);
  const socket = createSocket({ type: ip.includes(':') ? 'udp6' : 'udp4', lookup: noLookup });
  let outcome: Exclude<Knock, 'untried'> = 'silent';
  let isOpen = true;
  const failed = (error: Error | null): void => {
    const code = error !== null && 'code' in error ? outcomes[String(error.code)] : undefined;
    if (code === undefined || outcome === 'answered') return;
    outcome = code;
  };
  socket.on('error', failed);
  socket.on('message', (bytes) => {
    if (isAnswer(bytes)) outcome = 'answered';
  });
  const timers = AGAIN_AT_MS.map((ms) =>
    setTimeout(() => {
      if (isOpen && isConnected && outcome !== 'answered') socket.send(question, failed);
    }, ms),
  );
  let isConnected = false;
  socket.connect(port, ip, (error?: Error | null) => {
    isConnected = error === undefined || error === null;
    if (!isConnected) failed(error ?? null);
    else if (isOpen) socket.send(question, failed);
  });
  return {
    outcome: () => outcome,
    close() {
      if (!isOpen) return;
      isOpen = false;
      for (const timer of timers) clearTimeout(timer);
      socket.close();
    },
  };
}

const outcomes: Readonly<Record<string, Exclude<Knock, 'untried'>>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETUNREACH: 'noRoute',
  ENETDOWN: 'noRoute',
  EADDRNOTAVAIL: 'noRoute',
  EPERM: 'forbidden',
  EACCES: 'forbidden',
};
