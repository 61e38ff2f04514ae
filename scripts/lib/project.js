// Where the project is and how its tools are run. Plain JavaScript that any Node from 20.19 on can run, because this
// is what runs before the right Node is known to be there.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const at = (...parts) => join(root, ...parts);

const tools = at('node_modules', '.bin');

/** The environment in which tools are found first in node_modules/.bin, among them Node 24 where its package exists. */
export const toolEnvironment = {
  ...process.env,
  PATH: [tools, ...(process.env.PATH ?? '').split(delimiter).filter((part) => part !== tools)].join(delimiter),
};

/** The program that runs the product: the pinned Node where there is one for this machine, else the current one. */
export function productNode() {
  const pinned = process.platform === 'win32' ? join(tools, 'node.cmd') : join(tools, 'node');
  return existsSync(pinned) ? pinned : process.execPath;
}

/** The JavaScript file behind a command of an installed package, so that no shell is needed on any system. */
export function commandOf(packageName, command = packageName) {
  const folder = at('node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/** Runs a command of an installed package; resolves to its exit code, 1 where it was ended by a signal or the limit. */
export function runTool(packageName, args, options = {}) {
  return run(productNode(), [commandOf(packageName, options.command), ...args], options);
}

/** Runs a program with the terminal's output; `quiet` keeps its output back and prints it only when it fails. */
export function run(program, args, { quiet = false, minutes = 15, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...toolEnvironment, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32' && program.endsWith('.cmd'),
    });
    const kept = [];
    child.stdout?.on('data', (bytes) => kept.push(bytes));
    child.stderr?.on('data', (bytes) => kept.push(bytes));
    const limit = setTimeout(() => {
      console.error(`${args.join(' ')}: ended after ${minutes} minutes`);
      child.kill('SIGKILL');
    }, minutes * 60_000);
    child.on('error', (error) => {
      clearTimeout(limit);
      console.error(`${program}: ${error.message}`);
      resolve(1);
    });
    child.on('close', (code) => {
      clearTimeout(limit);
      if (quiet && code !== 0) process.stderr.write(Buffer.concat(kept));
      resolve(code ?? 1);
    });
  });
}
