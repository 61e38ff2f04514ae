// Whose work everything that ships holds: vite writes a list for each part, and the page shows one of all parts.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The parts with packages from npm in them. A page that a headless peer serves tells of the peer, too. */
const PARTS = ['renderer', 'main', 'cli'];

/** Each package and version once, by name. */
export function mergeLicences(lists) {
  const merged = new Map(lists.flat().map((entry) => [`${entry.name} ${entry.version}`, entry]));
  return [...merged].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

/** Replaces the lists of the parts in `output` by one in the page's folder. */
export function gatherLicences(output) {
  const files = PARTS.map((part) => join(output, part, 'licences.json')).filter(existsSync);
  const merged = mergeLicences(files.map((file) => JSON.parse(readFileSync(file, 'utf8'))));
  for (const file of files) rmSync(file);
  writeFileSync(join(output, 'renderer', 'licences.json'), JSON.stringify(merged));
}
