/** What a person at a terminal reads once the peer runs. */
import type { Self } from '../api/contract.ts';

export interface Started {
  readonly self: Self;
  /** Of the page; with a token, the page asks for it as `#token=…`. */
  readonly url: string;
  readonly tokenFile: string | undefined;
  readonly uiPort: number;
}

export function startText({ self, url, tokenFile, uiPort }: Started): readonly string[] {
  const who = self.named ? `you are ${self.name}` : 'the page asks for your name';
  const kept =
    self.storage === 'disk'
      ? []
      : [`History   not kept: ${self.storageNote ?? 'what is said is gone when this peer stops'}`];
  return [
    `Peerster ${self.version}: ${who}${self.group === null ? '' : `, in the group ${self.group}`}.`,
    `Page      ${pageOf(url, self)}${tokenFile === undefined ? '' : `#token=… (the token is in ${tokenFile})`}`,
    `Address   ${self.addresses.join(', ') || `port ${self.port}`} (others add it as a peer)`,
    `Clients   UDP port ${uiPort} of this machine`,
    ...kept,
    'Stop it with Ctrl-C.',
  ].map((line) => line.toWellFormed());
}

/** Served on all interfaces, the page is at any address of this machine: the first one is as good as the others. */
function pageOf(url: string, { addresses, port }: Self): string {
  const host = addresses[0]?.slice(0, -`:${port}`.length);
  return host === undefined ? url : url.replace(/\/\/(0\.0\.0\.0|\[::\]):/, `//${host}:`);
}
