/** What the lab measured, as a Markdown table. */
import { INTERVAL_MS, RUMORS, TEXT_BYTES, WARM_UP_MS, type SpreadSummary } from '../lab/spread.ts';

const HEAD = [
  'policy',
  'topology',
  'nodes',
  'loss',
  'covered after: median',
  'p95',
  'p99',
  'datagrams per delivery: median',
  'p95',
  'cold: covered after',
  'p95',
  'cold: datagrams per delivery',
];

/** One line for each case, without the heading. */
export function spreadRow(summary: SpreadSummary): string {
  const { policy, topology, nodes, loss, coverage, cost, cold } = summary;
  const times = [coverage.median, coverage.p95, coverage.p99].map(time);
  const costs = [cost.median, cost.p95].map(ratio);
  return row([
    policy,
    topology,
    `${nodes}`,
    `${Math.round(loss * 1_000) / 10} %`,
    ...times,
    ...costs,
    time(cold.median),
    time(cold.p95),
    ratio(cold.cost),
  ]);
}

export const spreadHead = (): string => [row(HEAD), row(HEAD.map((_, i) => (i < 2 ? '---' : '--:')))].join('\n');

/** `command`: what made it. */
export const spreadPreface = (command: string, seeds: number): string => `# How rumors spread

Measured in the lab (\`src/lab\`): the shipped gossiper and wire on a virtual network and clock. Made by

\`\`\`
${command}
\`\`\`

**Workload.** All nodes run our gossiper under one policy, start together with empty logs, are told the addresses of
their neighbours in the topology, and get ${WARM_UP_MS / 1_000} s to say hello. A node also learns the address of whoever sends to it.
Then ${RUMORS} texts of ${TEXT_BYTES} bytes are said, one every ${INTERVAL_MS / 1_000} s, each by a random node, so that many carry their origin's birth (the
largest form). One-way latency is 2 to 5 ms, evenly; loss is independent for each datagram.

**Covered after** is the time from a say until every node holds it: over all rumors but the first, of seeds 1 to ${seeds}.
**Cold** is the first rumor alone: the network has never carried one, and links that will turn out to be superfluous still push.
**Datagrams** are all that all nodes sent, lost ones, statuses and pings included, from the first say to the last delivery, divided
by deliveries (a rumor that reaches a node other than its origin): over the seeds; cold: up to the first rumor's last delivery.

**What it can't show:** queues, bursts of loss and the cost of computing; virtual nodes answer in no time.
`;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function time(ms: number): string {
  if (ms === Infinity) return 'never';
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

const ratio = (value: number): string => (value === Infinity ? 'never' : value.toFixed(2));
