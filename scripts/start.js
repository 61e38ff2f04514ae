// `npm start`: builds if needed, then opens the desktop app. Where Electron can't run, says so in one line and serves
// the same interface to the browser from a headless peer with the same profile.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.js';
import { electronFolder, electronProgram } from './lib/electron.js';
import { endingWithUs, endWith, spawnFollowed } from './lib/launch.js';
import { refuseOldNode } from './lib/oldestNode.js';
import { at, productNode, run } from './lib/project.js';

/** How long Electron's release site may take to answer, and its program to arrive. */
const ANSWER_MS = 6_000;
const DOWNLOAD_MINUTES = 15;
/** Electron that ends with an error this soon never showed a window. */
const FAILED_START_MS = 5_000;

const hasDisplay = () => Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

async function releaseSiteAnswers() {
  // Behind a proxy this short question can't be asked in its way: let the download itself find out.
  if (process.env.HTTPS_PROXY ?? process.env.https_proxy) return true;
  const { version } = JSON.parse(readFileSync(join(electronFolder, 'package.json'), 'utf8'));
  const site = process.env.ELECTRON_MIRROR ?? 'https://github.com/electron/electron/releases/download/';
  try {
    const answer = await fetch(`${site}v${version}/SHASUMS256.txt`, {
      method: 'HEAD',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return answer.ok;
  } catch {
    return false;
  }
}

/** Electron's program, downloaded on first use; a sentence where there is none to be had. */
async function findElectron() {
  if (process.platform === 'linux' && !hasDisplay()) return { why: 'There is no display here' };
  if (process.platform === 'linux' && process.getuid?.() === 0 && !process.argv.includes('--no-sandbox'))
    return { why: 'Electron does not run as root' };
  let program = electronProgram();
  if (program !== undefined) return { program };
  if (!(await releaseSiteAnswers())) return { why: "Electron's release site can't be reached" };
  console.log('Downloading Electron (once)…');
  await run(productNode(), [join(electronFolder, 'install.js')], { minutes: DOWNLOAD_MINUTES });
  program = electronProgram();
  return program === undefined ? { why: "Electron's program could not be downloaded" } : { program };
}

/** Resolves to undefined when the app ran and ended, to a sentence when it never started. */
function runElectron(program) {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawnFollowed(program, [at('.'), ...process.argv.slice(2)], { stdio: 'inherit', env: process.env });
    const end = (code) =>
      resolve(code !== 0 && Date.now() - started < FAILED_START_MS ? 'Electron could not start here' : undefined);
    child.on('error', () => end(1));
    child.on('exit', (code) => end(code));
  });
}

/** The folder in which Electron keeps the app's data: the page shows the same history as the desktop app. */
function dataFolder() {
  const { productName } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
  const base =
    process.platform === 'win32'
      ? (process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'))
      : process.platform === 'darwin'
        ? join(homedir(), 'Library', 'Application Support')
        : (process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'));
  return join(base, productName, 'profile');
}

/** Serves the page until it is stopped, and shows it as soon as its address is known. */
function servePage() {
  refuseOldNode();
  const program = at('out', 'cli', 'peerster.js');
  const child = spawnFollowed(productNode(), [program, '--data', dataFolder(), ...process.argv.slice(2)], {
    stdio: endingWithUs('pipe'),
  });
  endWith(child);
  let printed = '';
  child.stdout.on('data', (bytes) => {
    process.stdout.write(bytes);
    if (printed === undefined) return;
    printed += bytes;
    const address = /\bhttp:\/\/\S+/.exec(printed)?.[0];
    if (address !== undefined) showInBrowser(address);
    if (address !== undefined || printed.length > 10_000) printed = undefined;
  });
}

/** In the person's browser, if there is one; the address was printed in any case. */
function showInBrowser(address) {
  if (process.platform === 'linux' && !hasDisplay()) return;
  const [program, ...args] =
    process.platform === 'win32' ? ['explorer.exe'] : process.platform === 'darwin' ? ['open'] : ['xdg-open'];
  const opener = spawn(program, [...args, address], { stdio: 'ignore', detached: true });
  opener.on('error', () => undefined);
  opener.unref();
}

if (!(await build({ ifNeeded: true, quiet: true }))) process.exit(1);
const { program, why } = await findElectron();
const failed = program === undefined ? why : await runElectron(program);
if (failed !== undefined) {
  console.log(`${failed}: serving Peerster to the browser instead.`);
  servePage();
}
