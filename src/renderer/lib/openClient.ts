/** The clients for the place where this page runs: the desktop app or a browser. */
import type { Target } from '../../api/bridge.ts';
import type { Channel } from '../../api/channel.ts';
import { createClient, createEnvironmentClient, createGroupClient } from '../../api/channelClient.ts';
import type { EnvironmentClient } from '../../api/environment.ts';
import type { GroupClient } from '../../api/groups.ts';
import type { Client } from '../../api/service.ts';
import { bridgeChannel } from './bridgeChannel.ts';
import { desktopOf } from './desktop.ts';
import { takeTokenOfAddress, webSocketChannel } from './webSocketChannel.ts';

/** The ways to all peers of the program that this page belongs to. */
export interface Ways {
  readonly groups: GroupClient & { close(): void };
  peer(id: string): Client & { close(): void };
}

/** The way to an environment, whose page is only ever in a browser. */
export const openEnvironmentWay = (window: Window): EnvironmentClient =>
  createEnvironmentClient(webSocketChannel(window.location, { kind: 'set' }));

export async function openWays(window: Window): Promise<Ways> {
  const desktop = desktopOf(window);
  if (desktop === undefined) await takeTokenOfAddress(window.location, window.history);
  const channel = (target: Target): Channel =>
    desktop === undefined ? webSocketChannel(window.location, target) : bridgeChannel(desktop, target);
  return {
    groups: createGroupClient(channel({ kind: 'set' })),
    peer: (id) => createClient(channel({ kind: 'peer', id })),
  };
}
