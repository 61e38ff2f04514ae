/** What an examination found out, before anything is made of it. */
import type { FoundBy } from '../lan/foundPeers.ts';
import type { Family } from '../lan/interfaces.ts';

/** What became of a question from a fresh port, so that an answer to it passes where one to our own may not. */
export type Knock =
  | 'answered'
  /** That machine is there, and nobody listens on the port. */
  | 'refused'
  /** No machine has that address on our network. */
  | 'unreachable'
  /** No network of ours leads there. */
  | 'noRoute'
  /** Our own system forbids sending. */
  | 'forbidden'
  | 'silent'
  /** Not asked: it may be a course peer, which knows no such question. */
  | 'untried';

export interface PeerFacts {
  readonly address: string;
  /** Null: not known. */
  readonly name: string | null;
  readonly origin: string | undefined;
  /** The person named it. */
  readonly configured: boolean;
  /** The interface on whose network its address is. */
  readonly network: string | undefined;
  /** It answered on our gossip port. */
  readonly answered: boolean;
  /** Something of it came on our gossip port, answer or not. */
  readonly heard: boolean;
  readonly knock: Knock;
  /** The probe that it says it sent from a fresh port. */
  readonly probe: 'arrived' | 'missing' | 'notSent';
  /** Under which address it sees us. */
  readonly seen: string | undefined;
  /** Its announcements were heard. */
  readonly announced: boolean;
  /** "": packets of another group come from there, and nobody says of which. Undefined: of ours, as far as known. */
  readonly otherGroup: string | undefined;
}

export interface WayFacts {
  readonly by: FoundBy;
  readonly interface: string;
  readonly family: Family;
  readonly problem: string | undefined;
  /** Datagrams of others, during the examination. */
  readonly heard: number;
}

export interface Facts {
  /** `wanted`: the port that it would have by itself, or that the person chose (`isChosen`). */
  readonly socket: {
    readonly host: string;
    readonly port: number;
    readonly wanted: number | undefined;
    readonly isChosen: boolean;
  };
  /** Without those that lead to this machine only. */
  readonly interfaces: readonly { readonly name: string; readonly address: string }[];
  /** There, but without a cable or a network. */
  readonly down: readonly string[];
  /** Undefined: switched off. */
  readonly ways: readonly WayFacts[] | undefined;
  readonly peers: readonly PeerFacts[];
  /** Announced by others. */
  readonly otherGroups: readonly { readonly name: string; readonly group: string }[];
}
