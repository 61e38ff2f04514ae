/** `peerster-lab state`: runs the second seed's simulation and prints what the nodes hold every two seconds. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startStateSimulation, type StateSimulation } from '../lab/state/simulation.ts';
import type { StateCommand } from './stateArguments.ts';
import type { AnyParts } from './stateParts.ts';

const REPORT_MS = 2_000;
/** An hour of virtual time: whatever has not agreed by then will not. */
const MAX_MS = 3_600_000;
/** Of more nodes only a count is printed. */
const MAX_NODES_PRINTED = 100;

/** The exit code: 0 when all agree, 1 when they never do. */
export async function runState(command: StateCommand, parts: AnyParts, print: (line: string) => void): Promise<number> {
  const { nodes, topology, seed, loss } = command;
  const simulation = startStateSimulation({ parts, nodes, topology, seed, conditions: { loss } });
  const { clock } = simulation;
  while (!simulation.agreed() && clock.now < MAX_MS) {
    if (!command.virtual) await sleep(REPORT_MS);
    clock.runUntil(clock.now + REPORT_MS);
    if (!command.json) for (const line of reportLines(simulation)) print(line);
  }
  const agreed = simulation.agreed();
  const seconds = clock.now / 1_000;
  if (command.json) {
    print(JSON.stringify({ agreed, nodes, topology, seed, seconds, datagrams: simulation.datagrams() }));
  } else if (agreed) {
    print(`All ${nodes} nodes agree within ${seconds} s, after ${simulation.datagrams()} datagrams (seed ${seed}).`);
  } else print(`The nodes don't agree after ${seconds} s (seed ${seed}).`);
  return agreed ? 0 : 1;
}

function reportLines(simulation: StateSimulation): string[] {
  const { nodes } = simulation;
  if (nodes > MAX_NODES_PRINTED) return [countLine(simulation)];
  return ['Node states:', ...Array.from({ length: nodes }, (_, id) => `Node ${id}: ${simulation.shown(id)}`)];
}

function countLine(simulation: StateSimulation): string {
  const holders = new Map<string, number>();
  for (let id = 0; id < simulation.nodes; id++) {
    const shown = simulation.shown(id);
    holders.set(shown, (holders.get(shown) ?? 0) + 1);
  }
  const [state, count] = [...holders].reduce((most, one) => (one[1] > most[1] ? one : most));
  return `${count} of ${simulation.nodes} nodes: ${state}; ${holders.size - 1} other states`;
}
