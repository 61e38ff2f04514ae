/** Bytes ↔ packets: the one codec of the wire, and its limits (protocol.md §1, §3 and §8). */
export { decodeClientMessage, encodeClientMessage } from './clientMessage.ts';
export { decodeOrWhy, decodePacket, encodePacket } from './packet.ts';
export { asSeedOrder } from './private.ts';
export type { Refusal } from './reader.ts';
export { rumorCodec } from './rumorCodec.ts';
export { textOf } from './text.ts';
