/** Files and searches between processes, driven as the course's scripts do: by `client`, `grep` and folders. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freePorts } from './peersterProcess.ts';

const program = fileURLToPath(new URL('../../out/cli/peerster.js', import.meta.url));

interface Node {
  readonly name: string;
  readonly folder: string;
  readonly uiPort: number;
  readonly gossip: string;
  readonly lines: string[];
}

let base: string;
const running: ChildProcess[] = [];
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'peerster-course-'));
});
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode === null) child.kill();
    if (child.exitCode === null) await once(child, 'exit');
  }
  rmSync(base, { recursive: true, force: true });
});

/** A line A – B – C …, each in a folder that `course-layout` made. */
async function line(count: number): Promise<Node[]> {
  const ports = await freePorts(2 * count);
  const nodes: Node[] = [];
  for (let n = 0; n < count; n++) {
    const name = String.fromCharCode(65 + n);
    const folder = join(base, name);
    mkdirSync(folder);
    const laid = spawnSync(process.execPath, [program, 'course-layout', folder], { encoding: 'utf8' });
    expect([laid.status, laid.stderr]).toEqual([0, '']);
    const node = {
      name,
      folder,
      uiPort: ports[2 * n]!,
      gossip: `127.0.0.1:${ports[2 * n + 1]}`,
      lines: [] as string[],
    };
    nodes.push(node);
  }
  for (const [n, { name, folder, uiPort, gossip, lines }] of nodes.entries()) {
    const peers = [nodes[n - 1]?.gossip, nodes[n + 1]?.gossip].filter((peer) => peer !== undefined).join(',');
    const child = spawn(
      './Peerster',
      [`-UIPort=${uiPort}`, `-GUIPort=${uiPort}`, `-gossipAddr=${gossip}`, `-name=${name}`, `-peers=${peers}`],
      { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    running.push(child);
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const pieces = `${rest}${text}`.split('\n');
      rest = pieces.pop() ?? '';
      lines.push(...pieces);
    });
  }
  for (const { uiPort } of nodes)
    await expect.poll(async () => (await fetch(`http://127.0.0.1:${uiPort}/health`)).ok).toBe(true);
  for (const node of nodes) client(node, `-msg=I am ${node.name}`);
  for (const node of nodes)
    for (const other of nodes) if (other !== node) await printed(node, new RegExp(`^DSDV ${other.name} `));
  return nodes;
}

function client({ folder, uiPort }: Node, ...flags: readonly string[]): string {
  const { stdout } = spawnSync('./client/client', [`-UIPort=${uiPort}`, ...flags], { cwd: folder, encoding: 'utf8' });
  return stdout;
}

const printed = async ({ name, lines }: Node, wanted: RegExp): Promise<string> =>
  vi.waitFor(() => {
    const found = lines.find((one) => wanted.test(one));
    if (found === undefined) throw new Error(`${name} did not print ${String(wanted)}`);
    return found;
  }, 60_000);

async function share(node: Node, name: string, bytes: Uint8Array): Promise<string> {
  writeFileSync(join(node.folder, '_SharedFiles', name), bytes);
  const before = node.lines.length;
  client(node, `-file=${name}`);
  return await vi.waitFor(() => {
    const line = node.lines.slice(before).find((one) => one.startsWith('METAFILE '));
    if (line === undefined) throw new Error('no METAFILE line');
    return line.slice('METAFILE '.length);
  }, 30_000);
}

describe('in the course’s layout', () => {
  it('a file is shared, and downloaded over two hops, with every line that scripts look for', async () => {
    const [a, , c] = await line(3);
    const bytes = randomBytes(20_000);
    const hash = await share(a!, 'photo.jpg', bytes);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(client(c!, '-dest=A', '-file=copy.jpg', `-request=${hash}`)).toBe('');
    await printed(c!, /^RECONSTRUCTED file copy\.jpg$/);
    expect(readFileSync(join(c!.folder, '_Downloads', 'copy.jpg')).equals(bytes)).toBe(true);
    const lines = c!.lines.filter((one) => one.startsWith('DOWNLOADING') || one.startsWith('RECONSTRUCTED'));
    expect(lines[0]).toBe('DOWNLOADING metafile of copy.jpg from A');
    expect(new Set(lines)).toEqual(
      new Set([
        'DOWNLOADING metafile of copy.jpg from A',
        ...[1, 2, 3].map((chunk) => `DOWNLOADING copy.jpg chunk ${chunk} from A`),
        'RECONSTRUCTED file copy.jpg',
      ]),
    );
  });

  it('files are found by their names, and downloaded from whoever was found', async () => {
    const [a, b, c] = await line(3);
    const bytes = randomBytes(9_000);
    const hash = await share(a!, 'summer holiday.txt', bytes);
    await share(b!, 'winter holiday.txt', randomBytes(100));
    client(c!, '-keywords=holiday,work');
    const found = await printed(c!, /^FOUND match summer/);
    expect(found).toBe(`FOUND match summer holiday.txt at A metafile=${hash} chunks=1,2`);
    await printed(c!, /^FOUND match winter holiday\.txt at B metafile=[0-9a-f]{64} chunks=1$/);
    await printed(c!, /^SEARCH FINISHED$/);
    client(c!, '-file=mine.txt', `-request=${hash}`);
    await printed(c!, /^RECONSTRUCTED file mine\.txt$/);
    expect(readFileSync(join(c!.folder, '_Downloads', 'mine.txt')).equals(bytes)).toBe(true);
  });

  it('what the client can’t send it says as the course’s does', async () => {
    const [a] = await line(1);
    expect(client(a!, '-file=x', '-request=zz')).toBe('ERROR (Unable to decode hex hash)\n');
    expect(client(a!, '-request=aa')).toBe('ERROR (Bad argument combination)\n');
    expect(client(a!, '-keywords=a', '-msg=b')).toBe('ERROR (Bad argument combination)\n');
    client(a!, '-file=nothing.txt');
    client(a!, '-msg=still here');
    await printed(a!, /^CLIENT MESSAGE still here$/);
  });
});

it('course-layout never takes the place of what isn’t ours', () => {
  writeFileSync(join(base, 'Peerster'), 'somebody’s');
  const laid = spawnSync(process.execPath, [program, 'course-layout', base], { encoding: 'utf8' });
  expect([laid.status, laid.stderr.trim().split('\n').length]).toEqual([2, 1]);
  expect(readFileSync(join(base, 'Peerster'), 'utf8')).toBe('somebody’s');
  expect(spawnSync(process.execPath, [program, 'course-layout'], { encoding: 'utf8' }).status).toBe(2);
});
