/**
 * Where a peer listens at its start: where the start says, or else where the person set it to.
 *
 * 1. A person's choice that can't be had any more (another network, a port that someone took) doesn't keep the peer from
 *    starting: it listens as if nothing had been chosen, and says so. What the start says is exact.
 */
import { done, type Result } from '../gossiper/result.ts';
import { choicesOf } from './choices.ts';
import { bindMovable, type MovableSocket } from './movableSocket.ts';
import type { PeerOptions } from './options.ts';
import type { Settings } from './profile/settings.ts';
import type { OnDatagram } from './socket.ts';
import type { NoticeView } from './views.ts';

export interface Bound {
  readonly socket: MovableSocket;
  readonly notices: readonly NoticeView[];
}

/** The port that a peer should have got, and whether the person chose it: undefined where any will do. */
export function wantedPort(
  options: PeerOptions,
  { settings }: { readonly settings: Settings },
): { readonly wanted: number | undefined; readonly isChosen: boolean } {
  const { gossipPort } = choicesOf(options, settings);
  const { port } = options.gossip;
  const wanted = gossipPort ?? (typeof port === 'number' ? port : port.firstFreeFrom);
  return { wanted: wanted === 0 ? undefined : wanted, isChosen: gossipPort !== null };
}

export async function bindChosen(
  options: PeerOptions,
  settings: Settings,
  onDatagram: OnDatagram,
): Promise<Result<Bound>> {
  const { gossipHost: host, gossipPort } = choicesOf(options, settings);
  const port = gossipPort ?? options.gossip.port;
  const chosen = await bindMovable({ host, port }, onDatagram);
  if (chosen.ok) return done({ socket: chosen.value, notices: [] });
  const isAsStarted = host === options.gossip.host && port === options.gossip.port;
  if (isAsStarted) return chosen;
  const isPort = chosen.problem.code !== 'address-not-here';
  const fallback = {
    host: isPort ? host : options.gossip.host,
    port: typeof port === 'number' ? { firstFreeFrom: port } : port,
  };
  const other = await bindMovable(fallback, onDatagram);
  if (!other.ok) return chosen;
  const socket = other.value;
  const message = isPort
    ? `The port ${gossipPort ?? ''} that you chose is in use by another program. This time it is ${socket.port}; change it in the settings, or end that program and restart.`
    : `${host}, where this peer was set to listen, is not an address of this machine now. It listens on ${socket.host} instead; change it in the settings.`;
  const notice: NoticeView = { level: 'warning', code: isPort ? 'port-not-free' : 'host-not-here', message };
  return done({ socket, notices: [notice] });
}
