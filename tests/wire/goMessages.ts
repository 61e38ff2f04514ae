/** The structs that Go Peersters encode, with the field numbers that dedis/protobuf gives them (protocol.md §1). */

export type Kind = 'string' | 'hex' | 'uint' | 'sint' | 'float' | GoMessage;

export interface GoField {
  readonly name: string;
  readonly kind: Kind;
  readonly many?: 'each' | 'packed';
}

/** Index 0 is field 1; undefined: a number that nothing uses. */
export type GoMessage = readonly (GoField | undefined)[];

const field = (name: string, kind: Kind): GoField => ({ name, kind });
const each = (name: string, kind: Kind): GoField => ({ name, kind, many: 'each' });

const simple: GoMessage = [
  field('OriginalName', 'string'),
  field('RelayPeerAddr', 'string'),
  field('Contents', 'string'),
];
const rumor: GoMessage = [field('Origin', 'string'), field('ID', 'uint'), field('Text', 'string')];
const want: GoMessage = [field('Identifier', 'string'), field('NextID', 'uint')];
const status: GoMessage = [each('Want', want)];
const seedStatus: GoMessage = [each('Want', want), field('Route', 'string')];
const privateHead: GoMessage = [field('Origin', 'string'), field('ID', 'uint')];
const privateMessage: GoMessage = [
  ...privateHead,
  field('Text', 'string'),
  field('Destination', 'string'),
  field('HopLimit', 'uint'),
];
const seedPrivate: GoMessage = [
  ...privateHead,
  field('Destination', 'string'),
  field('Text', 'string'),
  field('HopLimit', 'uint'),
];
const routed: GoMessage = [field('Origin', 'string'), field('Destination', 'string'), field('HopLimit', 'uint')];
const dataRequest: GoMessage = [...routed, field('HashValue', 'hex')];
const dataReply: GoMessage = [...dataRequest, field('Data', 'hex')];
const searchRequest: GoMessage = [field('Origin', 'string'), field('Budget', 'uint'), each('Keywords', 'string')];
const searchResult: GoMessage = [
  field('FileName', 'string'),
  field('MetafileHash', 'hex'),
  { name: 'ChunkMap', kind: 'uint', many: 'packed' },
  field('ChunkCount', 'uint'),
];
const searchReply: GoMessage = [...routed, each('Results', searchResult)];

const shared = (statusKind: GoMessage, privateKind: GoMessage): GoMessage => [
  field('Simple', simple),
  field('Rumor', rumor),
  field('Status', statusKind),
  field('Private', privateKind),
  field('DataRequest', dataRequest),
  field('DataReply', dataReply),
  field('SearchRequest', searchRequest),
  field('SearchReply', searchReply),
];

const file: GoMessage = [field('Name', 'string'), field('Size', 'sint'), field('MetafileHash', 'hex')];
const txBlock: GoMessage = [field('PrevHash', 'hex'), field('Transaction', file)];
const tlcMessage: GoMessage = [
  field('Origin', 'string'),
  field('ID', 'uint'),
  field('Confirmed', 'sint'),
  field('TxBlock', txBlock),
  field('VectorClock', status),
  field('Fitness', 'float'),
];
const txPublish: GoMessage = [field('File', file), field('HopLimit', 'uint')];
const block: GoMessage = [field('PrevHash', 'hex'), field('Nonce', 'hex'), each('Transactions', txPublish)];
const blockPublish: GoMessage = [field('Block', block), field('HopLimit', 'uint')];

const clientHead: GoMessage = [
  field('Text', 'string'),
  field('Destination', 'string'),
  field('File', 'string'),
  field('Request', 'hex'),
];

/** By the names that the vectors use. */
export const goMessages: Readonly<Record<string, GoMessage>> = {
  GossipPacket: [...shared(status, privateMessage), field('TLCMessage', tlcMessage), field('Ack', privateMessage)],
  GossipPacket2018: [
    ...shared(status, privateMessage),
    field('TxPublish', txPublish),
    field('BlockPublish', blockPublish),
  ],
  GossipPacketSeed: shared(seedStatus, seedPrivate),
  Message: [...clientHead, field('Keywords', 'string'), field('Budget', 'uint')],
  MessageVariantB: [...clientHead, each('Keywords', 'string'), field('Budget', 'uint')],
  MessageVariantC: [...clientHead, field('Budget', 'uint'), each('Keywords', 'string')],
  MessageVariantD: [...clientHead, each('Keywords', 'string'), field('Budget', 'uint')],
  MessageVariantE: [...clientHead, each('Keywords', 'string'), field('Budget', 'string')],
  MessageSeed: [
    field('Text', 'string'),
    field('Destination', 'string'),
    field('FileName', 'string'),
    field('RequestHash', 'string'),
    field('IndexFilePath', 'string'),
    field('ID', 'uint'),
    each('Keywords', 'string'),
    field('Budget', 'uint'),
  ],
};
