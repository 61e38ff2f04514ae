import { createHash } from 'node:crypto';

/** The same name has the same id always: who joins a group again finds the folder of before. */
export const groupId = (name: string): string =>
  createHash('sha256').update(`peerster-group-folder-1${name}`).digest('hex').slice(0, 16);
