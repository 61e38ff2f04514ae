/** Where no peer runs: what of this machine alone can be found out. Nothing is sent. */
import { readdir, readFile, readlink } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { basename } from 'node:path';
import { bind } from '../bind.ts';
import type { DoctorFinding } from '../views.ts';
import { aboutInterfaces, finding } from './diagnose.ts';
import { usable } from './networks.ts';

/** Open files that are looked at to name the program: more than a desktop has. */
const MAX_LOOKED_AT = 100_000;

export async function examineMachine(host: string, port: number): Promise<DoctorFinding[]> {
  const bound = await bind({ host, port }, () => undefined);
  if (bound.ok) await bound.value.close();
  const wanted = String(port);
  const program = bound.ok ? '' : await ownerOf(port);
  return [
    bound.ok
      ? finding('socket', 'not-running', 'problem', { wanted })
      : finding('socket', 'port-busy', 'problem', { wanted, program }),
    aboutInterfaces({ interfaces: usable(networkInterfaces()) }),
  ];
}

/** Linux says which program has the port, of this user's; elsewhere it is another one. */
async function ownerOf(port: number): Promise<string> {
  const another = 'another program';
  try {
    const inodes = new Set(await inodesOf(port));
    let left = MAX_LOOKED_AT;
    for (const pid of await readdir('/proc')) {
      if (!/^\d+$/.test(pid)) continue;
      const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
      for (const file of files) {
        if (left-- <= 0) return another;
        const target = await readlink(`/proc/${pid}/fd/${file}`).catch(() => '');
        const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
        if (inode === undefined || !inodes.has(inode)) continue;
        return `${await nameOf(pid)} (process ${pid})`;
      }
    }
  } catch {
    // No /proc here.
  }
  return another;
}

/** Of the program that it runs; `comm`, which is its main thread's, may be anything. */
async function nameOf(pid: string): Promise<string> {
  const [program = '', script = ''] = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
  return [program, ...(script.startsWith('-') || script === '' ? [] : [script])]
    .map((path) => basename(path))
    .join(' ');
}

async function inodesOf(port: number): Promise<string[]> {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const tables = await Promise.all(
    ['udp', 'udp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  );
  return tables.flatMap((table) =>
    table.split('\n').flatMap((line) => {
      const [, local = '', , , , , , , , inode = ''] = line.trim().split(/\s+/);
      return local.endsWith(`:${hex}`) ? [inode] : [];
    }),
  );
}
