/** The network as clients see it: the same shapes as the API's, as in ../views.ts. */
import type { PacketMeaning } from './packetMeaning.ts';
import type { FlowView } from './traffic.ts';

interface NamedOrigin {
  origin: string;
  name: string;
  person: string | null;
}

export interface NetworkLinkView {
  address: string;
  origin: string | null;
  name: string | null;
  person: string | null;
  kind: 'unknown' | 'ours' | 'course';
  state: 'waiting' | 'reachable' | 'unreachable';
  validated: boolean;
  push: boolean;
  /** ms since 1970. */
  lastHeard: number | null;
  /** ms. */
  roundTrip: number | null;
  loss: { lost: number; of: number };
  received: FlowView;
  sent: FlowView;
  behind: number | null;
  ahead: number | null;
}

export interface NetworkReportView extends NamedOrigin {
  heardAt: number;
  behind: number;
  ahead: number;
  links: (NamedOrigin & { push: boolean; roundTrip: number | null })[];
}

export interface NetworkView {
  links: NetworkLinkView[];
  reports: NetworkReportView[];
}

export interface PacketsQuery {
  readonly after: number;
  readonly limit: number;
  readonly raw: boolean;
}

export interface PacketView extends PacketMeaning {
  seq: number;
  /** ms since 1970. */
  at: number;
  direction: 'received' | 'sent';
  address: string;
  bytes: number;
  /** base64. */
  raw: string | null;
}

export interface PacketsView {
  packets: PacketView[];
  last: number;
}
