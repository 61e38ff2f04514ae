/** Logs that are there before a story begins. */
import type { LogEntry } from '../gossiper/ports.ts';
import { OUR_DEFAULTS } from './resident.ts';
import { World } from './world.ts';

/** `each` texts of 100 bytes of every one of `origins` origins, signed, as their own peers hold them; in order of ID. */
export function makeHistory(origins: number, each: number, seed = 1): LogEntry[] {
  const world = new World({ seed });
  return Array.from({ length: origins }, (_, i) => {
    const node = world.add({ kind: 'ours', ...OUR_DEFAULTS }, `o${i}`);
    world.start(node);
    for (let text = 0; text < each; text++) world.say(node, `${i} said ${text} `.padEnd(100, '.'));
    world.crash(node);
    return world.entries(node);
  }).flat();
}
