/** `peerster-lab`: measures in the lab what no single machine can show. */
import process from 'node:process';
import { unreachable } from '../gossiper/result.ts';
import { runSpread, summarize, RUMORS, type SpreadCase } from '../lab/spread.ts';
import { labCommand, type LabCommand } from './labArguments.ts';
import { labHelp } from './labHelp.ts';
import { spreadHead, spreadPreface, spreadRow } from './labTable.ts';
import { runState } from './runState.ts';
import { partsOf } from './stateParts.ts';
import { version } from './version.ts';

async function run(args: readonly string[]): Promise<number> {
  const command = labCommand(args);
  if (!command.ok) {
    process.stderr.write(`${command.problem.message}\n`);
    return 2;
  }
  switch (command.value.kind) {
    case 'help':
      process.stdout.write(labHelp);
      return 0;
    case 'version':
      process.stdout.write(`${version}\n`);
      return 0;
    case 'spread':
      spread(command.value, args);
      return 0;
    case 'state': {
      const parts = await partsOf(command.value);
      if (parts.ok) return runState(command.value, parts.value, print);
      process.stderr.write(`${parts.problem.message}\n`);
      return 2;
    }
    default:
      return unreachable(command.value);
  }
}

type Spread = Extract<LabCommand, { kind: 'spread' }>;

function spread(command: Spread, args: readonly string[]): void {
  const { seeds, json, kinds } = command;
  if (!json) print(`${spreadPreface(['npx peerster-lab', ...args].join(' '), seeds)}\n${spreadHead()}`);
  const kindLines: string[] = [];
  for (const spreadCase of casesOf(command)) {
    const summary = summarize(spreadCase, seeds);
    const uses = kinds ? usesOf(spreadCase) : undefined;
    if (json) print(JSON.stringify(uses === undefined ? summary : { ...summary, kinds: uses }));
    else print(spreadRow(summary));
    if (uses !== undefined) kindLines.push(kindLine(spreadCase, uses));
  }
  if (!json && kindLines.length > 0) {
    print(`\nWhat the datagrams were for, per delivery, of seed 1 (rounded; what is below 0.005 is left out):\n`);
    print(kindLines.join('\n'));
  }
}

const casesOf = ({ policies, topologies, nodes, losses }: Spread): SpreadCase[] =>
  policies.flatMap((policy) =>
    topologies.flatMap((topology) =>
      nodes.flatMap((count) => losses.map((loss) => ({ policy, topology, nodes: count, loss }))),
    ),
  );

/** Datagrams per delivery, by kind. */
function usesOf(spreadCase: SpreadCase): Record<string, number> {
  const { kinds } = runSpread(spreadCase, 1, true);
  const deliveries = RUMORS * (spreadCase.nodes - 1);
  return Object.fromEntries([...(kinds ?? [])].map(([kind, { datagrams }]) => [kind, datagrams / deliveries]));
}

function kindLine({ policy, topology, nodes, loss }: SpreadCase, uses: Record<string, number>): string {
  const parts = Object.entries(uses).filter(([, perDelivery]) => perDelivery >= 0.005);
  const text = parts.map(([kind, perDelivery]) => `${kind} ${perDelivery.toFixed(2)}`).join(', ');
  return `- ${policy}, ${topology}, ${nodes} nodes, ${loss * 100} % loss: ${text}`;
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);

process.exitCode = await run(process.argv.slice(2));
