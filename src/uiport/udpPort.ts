/**
 * The course's client protocol: one message a datagram, no answer.
 *
 * 1. Loopback only. Datagrams are served in the order in which they came.
 * 2. Reading goes before serving, so that a burst fits our queue and not only the kernel's buffer; both are bounded.
 * 3. What doesn't decode is counted and nothing else.
 */
import { createSocket, type Socket } from 'node:dgram';
import { callOf, type ClientMessage } from '../api/clientMessage.ts';
import { dispatch } from '../api/dispatch.ts';
import type { Problem, Result } from '../api/result.ts';
import type { Service } from '../api/service.ts';
import { bindPort, type WantedPort } from './bindPort.ts';
import { UDP_RECEIVE_BUFFER_BYTES } from './limits.ts';
import { readAheadQueue } from './readAheadQueue.ts';

const LOOPBACK = '127.0.0.1';

export interface UdpPortOptions {
  readonly service: Service;
  readonly port: WantedPort;
  /** Any bytes → a message, or undefined; never throws. */
  readonly decode: (datagram: Uint8Array) => ClientMessage | undefined;
  /** A client asked for something that the peer refused: it has no other way to hear of it. */
  readonly onProblem: (problem: Problem) => void;
  readonly onBug: (error: unknown) => void;
}

export interface UdpPort {
  readonly port: number;
  counters(): Readonly<Record<string, number>>;
  close(): Promise<void>;
}

/** Codes: `port-in-use`, `cannot-listen`. */
export async function openUdpPort(options: UdpPortOptions): Promise<Result<UdpPort>> {
  const bound = await bindPort(options.port, 'clients (UIPort)', bind);
  if (!bound.ok) return bound;
  const socket = bound.value;
  growReceiveBuffer(socket);

  const counters = { clientDatagrams: 0, clientDatagramsBad: 0, clientDatagramsDropped: 0, clientDatagramsRefused: 0 };
  const serve = (datagram: Uint8Array): void => {
    const message = options.decode(datagram);
    if (message === undefined) {
      counters.clientDatagramsBad += 1;
      return;
    }
    const refuse = (problem: Problem): void => {
      counters.clientDatagramsRefused += 1;
      options.onProblem(problem);
    };
    const { call, input } = callOf(message);
    dispatch(options.service, call, input).then(
      (result) => (result.ok ? undefined : refuse(result.problem)),
      options.onBug,
    );
  };
  const queue = readAheadQueue(serve, () => (counters.clientDatagramsDropped += 1));
  socket.on('message', (datagram) => {
    counters.clientDatagrams += 1;
    queue.push(datagram);
  });
  // An answer that a client refused (ICMP) or a hiccup of the interface: the socket lives on.
  socket.on('error', () => undefined);

  return {
    ok: true,
    value: {
      port: socket.address().port,
      counters: () => ({ ...counters }),
      async close() {
        queue.close();
        await new Promise<void>((resolve) => socket.close(resolve));
      },
    },
  };
}

const bind = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', (error) => {
      socket.close();
      reject(error);
    });
    socket.bind(port, LOOPBACK, () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });

/** Linux gives what it allows; other systems refuse what is too much, so half of it is asked for next. */
function growReceiveBuffer(socket: Socket): void {
  for (let bytes = UDP_RECEIVE_BUFFER_BYTES; bytes >= 65_536; bytes /= 2) {
    try {
      socket.setRecvBufferSize(bytes);
      return;
    } catch {
      continue;
    }
  }
}
