/**
 * The peer's socket, which can be put elsewhere while the peer runs.
 *
 * 1. The old socket is closed only when the new one is open, but where both would have the same port: then the old one
 *    has to go first, and comes back if the new one can't be had.
 * 2. Counters go on.
 */
import { done, refused, type Problem, type Result } from '../gossiper/result.ts';
import { bind } from './bind.ts';
import type { PeerOptions } from './options.ts';
import { noCounters, type GossipSocket, type OnDatagram } from './socket.ts';

export interface MovableSocket extends GossipSocket {
  readonly host: string;
  /** Refused: it is where it was. */
  move(host: string, port: number): Promise<Result<void>>;
}

export async function bindMovable(
  gossip: PeerOptions['gossip'],
  onDatagram: OnDatagram,
): Promise<Result<MovableSocket>> {
  const counters = noCounters();
  const first = await bind(gossip, onDatagram, counters);
  if (!first.ok) return first;
  let { host } = gossip;
  let socket = first.value;
  let isClosed = false;

  const open = (at: PeerOptions['gossip']): Promise<Result<GossipSocket>> => bind(at, onDatagram, counters);

  const instead = async (nextHost: string, port: number): Promise<Result<GossipSocket>> => {
    if (port !== socket.port) {
      const next = await open({ host: nextHost, port });
      if (next.ok) await socket.close();
      return next;
    }
    await socket.close();
    const next = await open({ host: nextHost, port });
    if (next.ok) return next;
    const back = await open({ host, port });
    const again = back.ok ? back : await open({ host, port: { firstFreeFrom: port } }); // taken in this very moment
    if (again.ok) socket = again.value;
    return next;
  };

  return done({
    get host() {
      return host;
    },
    get port() {
      return socket.port;
    },
    get reachesSix() {
      return socket.reachesSix;
    },
    counters,
    send: (to, bytes) => socket.send(to, bytes),
    async move(nextHost, port) {
      if (nextHost === host && port === socket.port) return done(undefined);
      const next = await instead(nextHost, port);
      if (!next.ok) return stays(next.problem, nextHost, port, socket.port);
      socket = next.value;
      host = nextHost;
      if (isClosed) await socket.close();
      return done(undefined);
    },
    close() {
      isClosed = true;
      return socket.close();
    },
  });
}

/** The sentence of a start, in the words of a change. */
function stays({ code, message }: Problem, host: string, port: number, old: number): Result<never> {
  switch (code) {
    case 'port-in-use':
      return refused(
        code,
        `Port ${port} is in use by another program. This peer stays at port ${old}; choose another one.`,
      );
    case 'address-not-here':
      return refused(code, `${host} is not an address of this machine now. Choose another one, or all of them.`);
    case 'port-not-allowed':
      return refused(code, `This user may not use port ${port}. Choose one above 1023.`);
    default:
      return refused(code, message);
  }
}
