/** What a composition root (cli, main) says to start a peer, and what it gets. */
import type { Config, PolicyName, Trace } from '../gossiper/input.ts';
import type { ChoiceName } from './choices.ts';

export interface PeerOptions {
  /** `profile`: a folder with a key, a log and a lock. `course`: exactly the origin `name`, no key; kept where a folder is given. */
  readonly identity:
    | { readonly kind: 'profile'; readonly folder: string; readonly name?: string; readonly ephemeral: boolean }
    | { readonly kind: 'course'; readonly name: string; readonly folder?: string };
  /** Where to gossip: an IP of this machine (`0.0.0.0`: all interfaces) and a port. */
  readonly gossip: { readonly host: string; readonly port: number | { readonly firstFreeFrom: number } };
  /** `ip:port` texts as the user typed them. */
  readonly peers: readonly string[];
  /** A group's name; absent: in no group (the course's flags). */
  readonly group?: string;
  readonly openToCourse: boolean;
  readonly mode: Config['mode'];
  readonly policy: PolicyName;
  readonly antiEntropyMs: number;
  readonly routeRumorMs: number;
  /** Look for peers on the network, let oneself be found, and hand on who was met. Never on loopback alone. */
  readonly discovery: boolean;
  /** Of the above, what must not give way to the profile's settings: it was asked for at this start. */
  readonly fixed?: readonly ChoiceName[];
  /** Of private messages; 10 unless told. */
  readonly hopLimit?: number;
  /** Say empty rumors so that others find this peer and can write to it in private: a profile does, once it has a name. */
  readonly announce?: boolean;
  /** Where files lie that are shared by name, and where fetched ones go; `shared` and `downloads` in the profile unless told. `quota`: bytes that may stay of cancelled downloads. */
  readonly files?: { readonly shared?: string; readonly downloads?: string; readonly quota?: number };
  /** Called for each `trace` effect; absent: none is made. */
  readonly onTrace?: (trace: Trace) => void;
}
