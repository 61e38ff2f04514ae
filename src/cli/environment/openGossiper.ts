/** A gossiper of an environment: a peer as the course's flags start one, and a record of what it says and hears. */
import { join } from 'node:path';
import { parseOrigin } from '../../gossiper/names.ts';
import { done, refused, type Result } from '../../gossiper/result.ts';
import { openPeer, type Peer } from '../../peer/index.ts';
import {
  MAX_KEPT,
  type GossiperPeer,
  type SeedMessage,
  type SeedPrivate,
  type WantedGossiper,
} from '../../uiport/environment/environment.ts';
import { folderName } from '../dataFolder.ts';
import type { EnvironmentSettings } from './arguments.ts';
import { gossipAddress, peerAddresses } from '../gossipAddress.ts';

export type OpenedGossiper = Peer & GossiperPeer;

/** `scratch`: a folder for the files of gossipers that keep nothing. Codes: `bad-name`, `bad-address`, `address-taken`, and those of openPeer. */
export async function openGossiper(
  { name, address, peers }: WantedGossiper,
  { folder, simple, antiEntropyMs, routeRumorMs, hopLimit }: EnvironmentSettings,
  scratch: string | undefined,
): Promise<Result<OpenedGossiper>> {
  if (parseOrigin(name) === undefined) return refused('bad-name', 'Give the gossiper a name of 1 to 255 bytes.');
  const gossip = gossipAddress('"address"', address);
  if (!gossip.ok) return refused('bad-address', gossip.problem.message);
  const known = peerAddresses('"peers"', peers);
  if (!known.ok) return refused('bad-address', known.problem.message);

  const own = folderName(name);
  const chats: SeedMessage[] = [];
  const privates: SeedPrivate[] = [];
  const opened = await openPeer({
    identity: { kind: 'course', name, ...(folder === undefined ? {} : { folder: join(folder, own) }) },
    gossip: gossip.value,
    peers: known.value,
    openToCourse: true,
    mode: simple ? 'simple' : 'rumors',
    policy: 'coinFlip',
    antiEntropyMs,
    routeRumorMs,
    hopLimit,
    discovery: false,
    fixed: ['gossipPort', 'gossipHost', 'antiEntropySeconds', 'routeRumorSeconds', 'ephemeral', 'discovery'],
    ...(scratch === undefined
      ? {}
      : { files: { shared: join(scratch, own, 'shared'), downloads: join(scratch, own, 'downloads') } }),
    onTrace(trace) {
      if (trace.type !== 'private') return;
      const { origin, hopLimit: hopsLeft, text } = trace;
      keep(privates, { Origin: origin, ID: 0, Destination: name, Text: text, HopLimit: hopsLeft });
    },
  });
  if (!opened.ok && opened.problem.code === 'port-in-use') {
    return refused('address-taken', `${address} is in use by another gossiper or program. Choose another address.`);
  }
  if (!opened.ok) return opened;
  const peer = opened.value;
  peer.subscribe((event) => {
    if (event.type !== 'message') return;
    const { origin, id, text, own, conversation } = event.message;
    if (conversation === '') keep(chats, { origin, id, text });
    else if (own) keep(privates, { Origin: origin, ID: 0, Destination: conversation, Text: text, HopLimit: hopLimit });
  });
  const { host } = gossip.value;
  return done({
    ...peer,
    name,
    address: `${host.includes(':') ? `[${host}]` : host}:${peer.selfView().port}`,
    chats: () => chats,
    privates: () => privates,
  });
}

function keep<T>(list: T[], what: T): void {
  list.push(what);
  if (list.length > MAX_KEPT) list.shift();
}
