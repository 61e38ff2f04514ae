// Where Electron's program is: beside its package, once it was downloaded, or where ELECTRON_OVERRIDE_DIST_PATH says.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from './project.js';

export const electronFolder = at('node_modules', 'electron');

/** Undefined where it was never downloaded. */
export function electronProgram() {
  const named = join(electronFolder, 'path.txt');
  const name = existsSync(named) ? readFileSync(named, 'utf8') : 'electron';
  const program = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronFolder, 'dist'), name);
  return existsSync(program) ? program : undefined;
}
