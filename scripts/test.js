// `npm test`: every lane, then what was skipped and why, what failed, and the sum. Lane names as arguments run only those;
// `--quick` runs those that need no build; `--summary FILE` also writes the sum as JSON.
import { writeFileSync } from 'node:fs';
import { lanes } from './lib/lanes.js';
import { refuseOldNode } from './lib/oldestNode.js';

refuseOldNode();

const args = process.argv.slice(2);
const summaryAt = args.indexOf('--summary');
const summaryFile = summaryAt < 0 ? undefined : args.splice(summaryAt, 2)[1];
const quick = args.includes('--quick');
const names = args.filter((arg) => !arg.startsWith('--'));

const unknown = names.find((name) => !lanes.some((lane) => lane.name === name));
if (unknown !== undefined) {
  console.error(`There is no lane called ${unknown}; there are: ${lanes.map((lane) => lane.name).join(', ')}.`);
  process.exit(2);
}

const chosen = lanes.filter((lane) => (names.length > 0 ? names.includes(lane.name) : !quick || lane.quick));
const results = [];
for (const lane of chosen) {
  const started = Date.now();
  console.log(`\n== ${lane.name}`);
  const { passed = 0, failed = 0, skipped = 0, why, failures = [] } = await lane.run();
  results.push({ name: lane.name, passed, failed, skipped, why, failures, seconds: (Date.now() - started) / 1000 });
}

const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log('\nlane           passed  failed  skipped  seconds');
for (const { name, passed, failed, skipped, seconds, why } of results) {
  const numbers = [passed, failed, skipped].map((number) => String(number).padStart(8)).join('');
  console.log(`${name.padEnd(13)}${numbers}${seconds.toFixed(1).padStart(10)}${why === undefined ? '' : `  ${why}`}`);
}
for (const { failures } of results) for (const failure of failures) console.log(`failed: ${failure}`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
if (summaryFile !== undefined)
  writeFileSync(summaryFile, JSON.stringify({ passed: sum('passed'), failed: sum('failed'), lanes: results }));
process.exitCode = sum('failed') === 0 ? 0 : 1;
