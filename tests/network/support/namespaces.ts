/**
 * Machines and networks of their own, made of Linux network namespaces: a switch is a namespace with a bridge in it, a
 * machine is one with a cable (a veth pair) to it. Nothing is made in the namespace that the tests run in, so no datagram
 * of a test can reach the real network.
 *
 * 1. Names carry this process's ID: runs side by side don't meet, and what a killed run left is removed by the next one.
 * 2. Whoever makes it disposes of it; what is left when the process ends is removed then.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const PREFIX = 'pstest-';
const RUN_FOLDER = '/run/netns';
const NO_DUPLICATE_DETECTION = [
  // An IPv6 address is usable at once: nobody else is on these networks.
  'for f in all default; do echo 0 > /proc/sys/net/ipv6/conf/$f/accept_dad; done',
  'for f in all default; do echo 0 > /proc/sys/net/ipv6/conf/$f/router_solicitations; done',
].join('; ');

const made = new Set<string>();
let count = 0;

export interface Machine extends Disposable {
  /** Of its namespace. */
  readonly name: string;
  /** Of its first cable; "" without one. */
  readonly address: string;
  /** A further cable: its interface is called eth1, eth2 and so on. Gives its address. */
  plug(into: Switch): string;
  /** Takes the link of an interface down or up, as pulling a cable does. */
  link(interfaceName: string, state: 'up' | 'down'): void;
  /**
   * Rules of its firewall, replacing the ones before; each is what follows `add rule inet firewall`, such as
   * `input udp dport 5000 drop`. The chains `input` and `output` let everything else through.
   */
  firewall(...rules: readonly string[]): void;
  /** Runs a command there, within 10 s; throws where it fails. */
  exec(command: string, ...args: readonly string[]): string;
}

export interface Switch extends Disposable {
  /** With the next free address. */
  machine(): Machine;
  /** A machine with no cable in it. */
  bare(): Machine;
  /** These machines on one half, all others on the other; what is on two halves can't meet. */
  split(machines: readonly Machine[]): void;
  heal(): void;
  /** Of the bridge itself: what follows `add rule bridge firewall forward`, such as `pkttype multicast drop`. */
  firewall(...rules: readonly string[]): void;
  /** @internal Of a machine's cable. */
  cable(machine: string, interfaceName: string): string;
}

/** Why no namespaces can be made here, or undefined: asked once, by making some. */
export function whyNoNamespaces(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces are Linux only';
  if (process.getuid?.() !== 0) return 'only root can make network namespaces';
  try {
    using network = makeSwitch('10.0.0');
    network.machine().firewall('input udp dport 9 drop');
    return undefined;
  } catch (error) {
    return `network namespaces can't be made here (${error instanceof Error ? error.message : String(error)})`;
  }
}

/** `subnet`: the first three numbers of its addresses. */
export function makeSwitch(subnet = '10.77.0'): Switch {
  const name = makeNamespace();
  run('ip', '-n', name, 'link', 'add', 'br0', 'type', 'bridge', 'mcast_snooping', '0', 'forward_delay', '0');
  run('ip', '-n', name, 'link', 'add', 'br1', 'type', 'bridge', 'mcast_snooping', '0', 'forward_delay', '0');
  for (const bridge of ['br0', 'br1']) run('ip', '-n', name, 'link', 'set', bridge, 'up');
  const machines: Machine[] = [];
  const cables = new Map<string, string[]>();
  let used = 0;

  const moveAll = (owners: Iterable<string>, bridge: string): void => {
    for (const owner of owners)
      for (const cable of cables.get(owner) ?? []) run('ip', '-n', name, 'link', 'set', cable, 'master', bridge);
  };

  const network: Switch = {
    machine() {
      const machine = network.bare();
      machine.plug(network);
      return machine;
    },
    bare() {
      const machine = makeMachine();
      machines.push(machine);
      return machine;
    },
    split(apart) {
      moveAll(
        apart.map((machine) => machine.name),
        'br1',
      );
    },
    heal: () => moveAll(cables.keys(), 'br0'),
    firewall(...rules) {
      setRules(
        name,
        'bridge',
        ['forward'],
        rules.map((rule) => `forward ${rule}`),
      );
    },
    cable(machine, interfaceName) {
      used += 1;
      const address = `${subnet}.${used}`;
      const port = `port${used}`;
      run('ip', '-n', name, 'link', 'add', port, 'type', 'veth', 'peer', 'name', interfaceName, 'netns', machine);
      run('ip', '-n', name, 'link', 'set', port, 'master', 'br0', 'up');
      run('ip', '-n', machine, 'addr', 'add', `${address}/24`, 'brd', '+', 'dev', interfaceName);
      run('ip', '-n', machine, 'link', 'set', interfaceName, 'up');
      cables.set(machine, [...(cables.get(machine) ?? []), port]);
      return address;
    },
    [Symbol.dispose]() {
      for (const machine of machines) machine[Symbol.dispose]();
      removeNamespace(name);
    },
  };
  return network;
}

function makeMachine(): Machine {
  const name = makeNamespace();
  let plugged = 0;
  let address = '';
  return {
    name,
    get address() {
      return address;
    },
    plug(into) {
      const given = into.cable(name, `eth${plugged}`);
      plugged += 1;
      if (address === '') address = given;
      return given;
    },
    link: (interfaceName, state) => void run('ip', '-n', name, 'link', 'set', interfaceName, state),
    firewall: (...rules) => setRules(name, 'inet', ['input', 'output'], rules),
    exec: (command, ...args) => run('ip', 'netns', 'exec', name, command, ...args),
    [Symbol.dispose]: () => removeNamespace(name),
  };
}

function setRules(name: string, family: 'inet' | 'bridge', chains: readonly string[], rules: readonly string[]): void {
  const lines = [
    `add table ${family} firewall`,
    `delete table ${family} firewall`,
    `add table ${family} firewall`,
    ...chains.map((chain) => `add chain ${family} firewall ${chain} { type filter hook ${chain} priority 0; }`),
    ...rules.map((rule) => `add rule ${family} firewall ${rule}`),
  ];
  const { status, stderr } = spawnSync('ip', ['netns', 'exec', name, 'nft', '-f', '-'], {
    input: lines.join('\n'),
    encoding: 'utf8',
    timeout: 10_000,
  });
  if (status !== 0) throw new Error(`nft: ${stderr}`);
}

function makeNamespace(): string {
  if (count === 0) {
    removeStale();
    process.once('exit', removeAll);
  }
  const name = `${PREFIX}${process.pid}-${count}`;
  count += 1;
  run('ip', 'netns', 'add', name);
  made.add(name);
  run('ip', 'netns', 'exec', name, 'sh', '-c', NO_DUPLICATE_DETECTION);
  run('ip', '-n', name, 'link', 'set', 'lo', 'up');
  return name;
}

/** Ends what still runs in it, too. */
function removeNamespace(name: string): void {
  if (!made.delete(name)) return;
  const { stdout } = spawnSync('ip', ['netns', 'pids', name], { encoding: 'utf8', timeout: 10_000 });
  for (const pid of (stdout ?? '').split('\n').filter((line) => line !== '')) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
  spawnSync('ip', ['netns', 'del', name], { timeout: 10_000 });
}

function removeAll(): void {
  for (const name of made) removeNamespace(name);
}

/** Invariant 1: those of a process that is no more. */
function removeStale(): void {
  for (const name of namespaces()) {
    const pid = Number(/^pstest-(\d+)-/.exec(name)?.[1]);
    if (!Number.isInteger(pid) || isAlive(pid)) continue;
    made.add(name);
    removeNamespace(name);
    rmSync(join(RUN_FOLDER, name), { force: true });
  }
}

function namespaces(): string[] {
  try {
    return readdirSync(RUN_FOLDER);
  } catch {
    return []; // none was ever made
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function run(command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', timeout: 10_000 });
  if (error !== undefined) throw new Error(`${command}: ${error.message}`);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return stdout;
}
