/**
 * A node of the state simulation: it waits, chooses a neighbour, and does its gossip step; what it hears it merges.
 * A message is one ASCII character for its kind, then the state (nothing after an `ask`).
 */
import { bytesOf, type Address } from '../../gossiper/names.ts';
import { unreachable } from '../../gossiper/result.ts';
import type { LabRandom } from '../random.ts';
import type { StateMessageKind, StateParts } from './parts.ts';

export interface StateHost {
  readonly random: LabRandom;
  send(to: Address, datagram: Uint8Array): void;
  after(ms: number, action: () => void): void;
}

export interface StateNode<S> {
  readonly state: S;
  receive(from: Address, datagram: Uint8Array): void;
}

const kinds: Readonly<Record<string, StateMessageKind>> = { s: 'state', a: 'ask', x: 'exchange' };

/** `neighbours` by address, in the order of `numbers`. */
export function startStateNode<S>(
  id: number,
  neighbours: readonly number[],
  parts: StateParts<S>,
  host: StateHost,
  addressOf: (node: number) => Address,
): StateNode<S> {
  let mine = parts.state.initial(id);
  if (neighbours.length > 0) {
    const choose = parts.neighbour(neighbours, host.random);
    const round = (): void => {
      tell(addressOf(choose()), parts.step);
      host.after(parts.interval(host.random), round);
    };
    host.after(parts.interval(host.random), round);
  }
  return {
    get state() {
      return mine;
    },
    receive(from, datagram) {
      const text = String.fromCharCode(...datagram);
      const kind = kinds[text.charAt(0)];
      if (kind === undefined) return;
      const heard = kind === 'ask' ? undefined : parts.state.read(text.slice(1));
      if (kind !== 'ask' && heard === undefined) return;
      // The answer is of what was held before: what was just heard would only go back to where it came from.
      if (kind !== 'state') tell(from, 'state');
      if (heard !== undefined) mine = parts.state.merge(mine, heard);
    },
  };

  function tell(to: Address, kind: StateMessageKind): void {
    switch (kind) {
      case 'ask':
        host.send(to, bytesOf('a'));
        return;
      case 'state':
      case 'exchange': {
        const { keep, send } = parts.state.give(mine);
        mine = keep;
        host.send(to, bytesOf(`${kind === 'state' ? 's' : 'x'}${parts.state.write(send)}`));
        return;
      }
      default:
        unreachable(kind);
    }
  }
}
