/** Figures of a running peer: counter name → value. */
import type { Engine } from './engine.ts';
import { watchEventLoop, type EventLoopWatch } from './eventLoop.ts';
import type { Files } from './files/files.ts';
import type { Home } from './profile/home.ts';
import type { GossipSocket } from './socket.ts';

const NONE: ReadonlySet<never> = new Set();

export interface Metrics {
  read(): Record<string, number>;
  close(): void;
}

export interface MetricsParts {
  readonly engine: Engine;
  readonly home: Home;
  readonly socket: GossipSocket;
  readonly files: Pick<Files, 'figures'>;
}

/** The event loop's delay is measured from the first reading on, as measuring wakes the process 100 times a second. */
export function createMetrics({ engine, home, socket, files }: MetricsParts): Metrics {
  let eventLoop: EventLoopWatch | undefined;
  return {
    read() {
      eventLoop ??= watchEventLoop();
      const { gossiper } = engine;
      const figures: Record<string, number> = {};
      for (const [name, value] of Object.entries(gossiper.counters)) figures[`gossip_${snake(name)}`] = value;
      for (const [name, value] of Object.entries(socket.counters)) figures[`socket_${snake(name)}`] = value;
      const { have, of, peers, peersInSync } = gossiper.sync();
      return {
        ...figures,
        ...files.figures(),
        datagrams_malformed: engine.malformed,
        rumors: have,
        rumors_known: of,
        messages: home.store.count(NONE),
        origins: gossiper.clock().size,
        peers_reachable: peers,
        peers_in_sync: peersInSync,
        memory_rss_bytes: process.memoryUsage.rss(),
        event_loop_delay_p99_ms: eventLoop.p99(),
        cpu_seconds: processorSeconds(),
        uptime_seconds: process.uptime(),
      };
    },
    close: () => eventLoop?.close(),
  };
}

/** Of all threads, in the program and in the system. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
