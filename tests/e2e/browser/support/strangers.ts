/** Course peers that nobody invited: raw sockets that say what they like, under any name, in any bytes. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { bytesField, uintField } from '../../../wire/rawFields.ts';

export interface Said {
  readonly origin: Uint8Array;
  readonly text: Uint8Array;
}

/** A course peer's first rumor: `GossipPacket{2: Rumor{1: origin, 2: ID, 3: text}}`. */
export const firstRumor = ({ origin, text }: Said): Uint8Array =>
  bytesField(2, Buffer.concat([bytesField(1, origin), uintField(2, 1), bytesField(3, text)]));

export interface Strangers {
  /** Each from the next of the sockets in turn. */
  say(messages: readonly Said[], address: string): Promise<void>;
  close(): void;
}

export async function openStrangers(count: number): Promise<Strangers> {
  const sockets: Socket[] = [];
  for (let i = 0; i < count; i++) {
    const socket = createSocket('udp4');
    sockets.push(socket);
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
  }
  return {
    async say(messages, address) {
      const [host = '', port = ''] = address.split(':');
      for (const [index, message] of messages.entries()) {
        const socket = sockets[index % count]!;
        await new Promise<void>((sent, failed) =>
          socket.send(firstRumor(message), Number(port), host, (error) => (error ? failed(error) : sent())),
        );
      }
    },
    close: () => {
      for (const socket of sockets) socket.close();
    },
  };
}
