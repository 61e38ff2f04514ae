/**
 * The picture of the network as nodes and edges: our own links as they were measured, and between others what they report.
 *
 * 1. One node for each who is known: several addresses of one origin are one node, shown by the best of them.
 * 2. A reported edge is drawn once, however many report it, and never where it was measured.
 * 3. At most MAX_NODES are drawn, ours first; the tables show all.
 */
import type { Network, NetworkLink, NetworkReport } from '../../../api/contract.ts';

/** More than that is a cloud; and laying it out has to stay below a frame or two. */
export const MAX_NODES = 80;
export const SELF = 'self';
/** Above this many nodes, words at edges and second lines would cover each other. */
export const MANY = 16;

export interface GraphNode {
  readonly id: string;
  readonly origin: string;
  readonly name: string;
  readonly person: string | null;
  /** Absent: only heard of. */
  readonly link?: NetworkLink;
  readonly report?: NetworkReport;
}

export interface GraphEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly how: 'measured' | 'reported';
  readonly roundTrip: number | null;
  readonly bytesPerSecond: number;
  readonly isUp: boolean;
}

export interface Graph {
  /** Our own first. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** How many there would be without a limit. */
  readonly total: number;
}

const order = { reachable: 0, waiting: 1, unreachable: 2 } as const;

export const idOfLink = ({ origin, address }: Pick<NetworkLink, 'origin' | 'address'>): string => origin ?? address;

export function graphOf(
  self: Pick<GraphNode, 'origin' | 'name' | 'person'>,
  { links, reports }: Network,
  withReported = true,
): Graph {
  const nodes = new Map<string, GraphNode>([[SELF, { id: SELF, ...self }]]);
  const reportOf = new Map(reports.map((report) => [report.origin, report]));
  for (const link of links.toSorted((a, b) => order[a.state] - order[b.state])) {
    const id = idOfLink(link);
    if (nodes.has(id)) continue;
    const report = link.origin === null ? undefined : reportOf.get(link.origin);
    const { origin, name, person, address } = link;
    nodes.set(id, { id, origin: origin ?? address, name: name ?? address, person, link, ...(report && { report }) });
  }
  const heardOf = (other: Pick<NetworkReport, 'origin' | 'name' | 'person'>): void => {
    if (other.origin === self.origin || nodes.has(other.origin)) return;
    const report = reportOf.get(other.origin);
    const { origin, name, person } = other;
    nodes.set(origin, { id: origin, origin, name, person, ...(report && { report }) });
  };
  if (withReported) {
    for (const report of reports) heardOf(report);
    for (const report of reports) for (const link of report.links) heardOf(link);
  }
  const drawn = new Map([...nodes].slice(0, MAX_NODES));

  const edges = new Map<string, GraphEdge>();
  for (const { id, link } of drawn.values()) {
    if (link === undefined) continue;
    edges.set(edgeId(SELF, id), {
      id: edgeId(SELF, id),
      from: SELF,
      to: id,
      how: 'measured',
      roundTrip: link.roundTrip,
      bytesPerSecond: link.received.bytesPerSecond + link.sent.bytesPerSecond,
      isUp: link.state === 'reachable',
    });
  }
  for (const report of withReported ? reports : []) {
    for (const link of report.links) {
      const [from, to] = [report.origin, link.origin].map((origin) => (origin === self.origin ? SELF : origin));
      if (from === undefined || to === undefined || from === to || !drawn.has(from) || !drawn.has(to)) continue;
      const id = edgeId(from, to);
      const known = edges.get(id);
      if (known !== undefined && (known.how === 'measured' || known.roundTrip !== null)) continue;
      edges.set(id, { id, from, to, how: 'reported', roundTrip: link.roundTrip, bytesPerSecond: 0, isUp: true });
    }
  }
  return { nodes: [...drawn.values()], edges: [...edges.values()], total: nodes.size };
}

/** The same in both directions. */
const edgeId = (a: string, b: string): string => [a, b].toSorted().join(' ');

/** px: 1 for a silent link, 7 for a megabyte a second. */
export const edgeWidth = (bytesPerSecond: number): number => 1 + Math.min(6, Math.log10(1 + bytesPerSecond));
