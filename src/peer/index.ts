/** The peer: a gossiper on a real machine. */
import { done, refused, type Result } from '../gossiper/result.ts';
import type { Address } from '../gossiper/names.ts';
import { rumorCodec } from '../wire/index.ts';
import { bindChosen } from './bindChosen.ts';
import { checkAddress } from './checked.ts';
import { openTable } from './files/openTable.ts';
import type { PeerOptions } from './options.ts';
import { createPeer } from './peer.ts';
import { openHome } from './profile/openHome.ts';
import type { HomeTools } from './profile/home.ts';
import type { Peer, RunningPeer } from './service.ts';

export type { PeerOptions } from './options.ts';
export type { Peer } from './service.ts';
export { makeReport } from './report.ts';
export type { BackupFile } from './backup/backupJob.ts';
export { examineMachine } from './doctor/machine.ts';
export { openFolder } from './profile/folder.ts';
export { groupOfProfile } from './profile/settings.ts';
export { finishRestore, restoreBackup } from './backup/restore.ts';
export { checkName } from './checked.ts';
export { BACKUP_EXTENSION, writeBackup } from './backup/writeBackup.ts';
export type { ChoiceName } from './choices.ts';
export type * from './views.ts';

/** A group's name, in characters. */
const MAX_GROUP = 64;

/**
 * Starts a peer: opens its profile, its socket, and gossips. What can go wrong comes back as a sentence; after one,
 * nothing is left open. `surroundings` is for tests: a disk that is full early, a runtime without SQLite.
 */
export async function openPeer(
  options: PeerOptions,
  surroundings: Pick<HomeTools, 'maxPages' | 'withoutSqlite'> = {},
): Promise<Result<Peer>> {
  const peers: Address[] = [];
  for (const text of options.peers) {
    const address = checkAddress(text);
    if (!address.ok) return address;
    peers.push(address.value);
  }
  if (options.group !== undefined && (options.group.trim() === '' || options.group.length > MAX_GROUP)) {
    return refused('bad-group', `A group's name has 1 to ${MAX_GROUP} characters. Choose another one.`);
  }

  const running: { peer?: RunningPeer } = {}; // what comes before it runs is lost, as before it was there
  const home = await openHome(options.identity, {
    ...surroundings,
    codec: rumorCodec,
    group: options.group,
    wall: Date.now,
    onDiskFailure: (problem) => running.peer?.diskFailed(problem),
  });
  if (!home.ok) return home;
  const bound = await bindChosen(options, home.value.settings, (from, bytes) => running.peer?.datagram(from, bytes));
  if (!bound.ok) {
    home.value.close();
    return bound;
  }
  const { socket, notices } = bound.value;
  const table = await openTable(home.value.storage === 'disk' ? home.value.folder : undefined);
  running.peer = createPeer({ options, peers, home: home.value, socket, table, notices });
  return done(running.peer);
}
