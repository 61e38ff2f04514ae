/**
 * Three gossipers of the lab that talk: the shipped protocol code on a virtual network and clock. They know nothing of
 * this page's peer, so nothing of theirs can get into its log.
 */
import { OUR_DEFAULTS } from '../../../lab/resident.ts';
import { World } from '../../../lab/world.ts';
import { demoNames, type DemoLine, type DemoNews } from './demoScript.ts';

export interface Demo {
  /** Lets the time of the demo pass, ms since it began. */
  advance(until: number): void;
}

/** One line every so many ms; a datagram takes long enough for people to see it travel. */
export const LINE_MS = 1_800;
const SLOW = { latency: 250, jitter: 250, loss: 0, duplication: 0, reordering: 0 };

export function createDemo(lines: readonly DemoLine[], seed: number, tell: (news: DemoNews) => void): Demo {
  const world = new World({ seed, conditions: SLOW });
  const lineOf = new Map<string, number>();
  const nodes = demoNames.map((name) => world.add({ kind: 'ours', ...OUR_DEFAULTS }, name));
  let saying: number | undefined;

  world.onHeld = ({ node, origin, id, said }) => {
    const rumor = `${id} ${origin}`;
    if (said && saying !== undefined) lineOf.set(rumor, saying);
    const line = lineOf.get(rumor);
    if (line !== undefined) tell({ line, node, at: world.clock.now });
  };
  for (const node of nodes) if (node > 0) world.link(node - 1, node);
  for (const node of nodes) world.start(node);
  lines.forEach(({ speaker, text }, line) => {
    world.clock.after((line + 1) * LINE_MS, () => {
      saying = line;
      world.say(speaker, text);
      saying = undefined;
    });
  });

  return { advance: (until) => world.clock.runUntil(Math.max(until, world.clock.now)) };
}
