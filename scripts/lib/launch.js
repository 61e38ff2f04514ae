// What `npx peerster` and its sisters do in a checkout: build if needed, then run the program on the right Node.
import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { build } from '../build.js';
import { isNewEnough, refuseOldNode } from './oldestNode.js';
import { at, productNode } from './project.js';

/** Runs out/cli/NAME.js with this process's arguments, in this process where its Node will do. */
export async function launch(name) {
  if (!(await build({ ifNeeded: true, quiet: true }))) process.exit(1);
  const program = at('out', 'cli', `${name}.js`);
  if (isNewEnough(process.versions.node)) {
    process.argv[1] = program;
    await import(pathToFileURL(program).href);
    return;
  }
  refuseOldNode();
  endWith(spawnFollowed(productNode(), [program, ...process.argv.slice(2)], { stdio: endingWithUs('inherit') }));
}

/** A peer that is started so ends when this process is killed: it hears that the channel is gone. */
export const endingWithUs = (stdout) => ['inherit', stdout, 'inherit', 'ipc'];

/** A Ctrl-C reaches this process from the terminal and again from npm; programs take a second one for impatience. */
const SAME_SIGNAL_MS = 1_000;

/**
 * Starts a program that this process stands for: what asks this process to end is passed on, once. In a group of its
 * own, so that the terminal doesn't ask it, too.
 */
export function spawnFollowed(program, args, options) {
  const child = spawn(program, args, { ...options, detached: process.platform !== 'win32' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    let passedOn = -Infinity;
    process.on(signal, () => {
      if (performance.now() - passedOn < SAME_SIGNAL_MS) return;
      passedOn = performance.now();
      child.kill(signal);
    });
  }
  return child;
}

/** Ends this process as the child ends. */
export function endWith(child) {
  child.on('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)));
}
