// `npm run package`: builds, then packs the app for this platform into dist/ (a folder that can be started as it is).
// Arguments go to electron-builder: `npm run package -- --linux AppImage deb` makes what people install, and
// `-c.electronDist=FOLDER` takes Electron from a folder instead of its release site.
import { build } from './build.js';
import { refuseOldNode } from './lib/oldestNode.js';
import { runTool } from './lib/project.js';

refuseOldNode();

const args = process.argv.slice(2);
const isTarget = (arg) => !arg.startsWith('-c.') && !arg.startsWith('--config');
const targets = args.some(isTarget) ? [] : ['--dir'];

process.exitCode = (await build({ ifNeeded: true, quiet: false }))
  ? await runTool('electron-builder', [...targets, '--publish', 'never', ...args])
  : 1;
