/** What one more gossiper could be called, where it could gossip, and with whom. */
import type { Gossiper } from '../../../api/environment.ts';

const FIRST_PORT = 5000;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');

/** As the course's scripts count them: A on 5000, B on 5001 …; each knows the one before. */
export function nextGossiper(running: readonly Gossiper[]): { name: string; address: string; peers: string } {
  const names = new Set(running.map(({ name }) => name));
  const ports = new Set(running.map(({ address }) => Number(address.slice(address.lastIndexOf(':') + 1))));
  const name = LETTERS.find((letter) => !names.has(letter)) ?? `G${running.length + 1}`;
  let port = FIRST_PORT;
  while (ports.has(port)) port += 1;
  return { name, address: `127.0.0.1:${port}`, peers: running.at(-1)?.address ?? '' };
}
