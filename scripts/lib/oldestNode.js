// The oldest Node that runs the product and its tests: the first that has node:sqlite without a flag.
import { productNode } from './project.js';

const OLDEST = [22, 13];

export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** Ends this process with one sentence where this Node is too old and no newer one came with the packages. */
export function refuseOldNode() {
  if (productNode() !== process.execPath || isNewEnough(process.versions.node)) return;
  console.error(
    `This needs Node ${OLDEST.join('.')} or newer, and here is ${process.versions.node}: install a newer one.`,
  );
  process.exit(2);
}
