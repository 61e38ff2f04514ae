/** The client for the place where this page runs: the desktop app or a browser. */
import type { Bridge } from '../../api/bridge.ts';
import { createClient } from '../../api/channelClient.ts';
import type { Client } from '../../api/service.ts';
import { bridgeChannel } from './bridgeChannel.ts';
import { takeTokenOfAddress, webSocketChannel } from './webSocketChannel.ts';

declare global {
  interface Window {
    /** Only in the desktop app. */
    readonly peerster?: Bridge;
  }
}

export async function openClient(window: Window): Promise<Client & { close(): void }> {
  if (window.peerster !== undefined) return createClient(bridgeChannel(window.peerster));
  await takeTokenOfAddress(window.location, window.history);
  return createClient(webSocketChannel(window.location));
}
