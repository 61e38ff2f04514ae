/** A packet as the Go struct that it stands for, to compare with what the vectors say. */
import type { Message } from '../../src/gossiper/packet.ts';
import { unreachable } from '../../src/gossiper/result.ts';
import { hexOf } from '../../src/gossiper/hex.ts';
import type { GoFields, GoValue } from './goCodec.ts';

export function goFields(message: Message): GoFields {
  switch (message.type) {
    case 'simple':
      return {
        Simple: {
          OriginalName: message.originalName,
          RelayPeerAddr: message.relayPeerAddr,
          Contents: message.contents,
        },
      };
    case 'rumor':
      return { Rumor: { Origin: message.rumor.origin, ID: message.rumor.id, Text: message.rumor.text } };
    case 'status':
      return {
        Status: {
          ...list(
            'Want',
            message.want.map(({ origin, nextId }) => ({ Identifier: origin, NextID: nextId })),
          ),
          ...(message.route === undefined ? {} : { Route: message.route }),
        },
      };
    case 'private': {
      const { origin, id, text, destination, hopLimit } = message;
      return { Private: { Origin: origin, ID: id, Text: text, Destination: destination, HopLimit: hopLimit } };
    }
    case 'dataRequest':
      return { DataRequest: { ...routed(message), HashValue: hexOf(message.hash) } };
    case 'dataReply':
      return { DataReply: { ...routed(message), HashValue: hexOf(message.hash), Data: hexOf(message.data) } };
    case 'searchRequest':
      return {
        SearchRequest: { Origin: message.origin, Budget: message.budget, ...list('Keywords', message.keywords) },
      };
    case 'searchReply':
      return {
        SearchReply: {
          ...routed(message),
          ...list(
            'Results',
            message.results.map(({ fileName, metafileHash, chunkMap, chunkCount }) => ({
              FileName: fileName,
              MetafileHash: hexOf(metafileHash),
              ChunkMap: chunkMap,
              ChunkCount: chunkCount,
            })),
          ),
        },
      };
    case 'control':
      throw new Error('no Go struct stands for a control packet');
    default:
      return unreachable(message);
  }
}

const routed = (message: { origin: string; destination: string; hopLimit: number }): GoFields => ({
  Origin: message.origin,
  Destination: message.destination,
  HopLimit: message.hopLimit,
});

const list = (name: string, values: readonly GoValue[]): GoFields => (values.length === 0 ? {} : { [name]: values });
