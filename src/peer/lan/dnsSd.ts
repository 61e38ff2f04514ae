/**
 * DNS-Based Service Discovery (RFC 6763) over multicast DNS (RFC 6762): how other programs of the network list us, and
 * we are found where a network carries nothing but mDNS.
 *
 * The service's instance name is our run's random instance, so no two can be equal and none is probed for. Goodbye is
 * the PTR record with a TTL of 0. `A` and `AAAA` records are added for others; ours go by where the packet came from.
 */
import dnsPacket, { type Answer, type Packet } from 'dns-packet';
import { parseAnnouncement, type Announcement } from './announcement.ts';

export const MDNS_PORT = 5353;
export const MDNS_GROUP_4 = '224.0.0.251';
export const MDNS_GROUP_6 = 'ff02::fb';
/** RFC 6762, section 11. */
export const MDNS_TTL = 255;

const SERVICE = '_peerster._udp.local';
/** Lists all services of a network (RFC 6763, section 9). */
const ALL_SERVICES = '_services._dns-sd._udp.local';
/** RFC 6762, section 10: 75 minutes, and 2 for records with a host name. */
const LONG_TTL = 4_500;
const SHORT_TTL = 120;
/** RFC 6762, section 17. */
const MAX_MDNS_BYTES = 9_000;
/** Records of one packet that are looked at: a whole network's answer in one packet has four for each peer. */
const MAX_RECORDS = 256;
/** A TXT string: one byte of length, `name=` and so many bytes. */
const MAX_TXT_VALUE_BYTES = 240;
const VERSION = '1';

type Self = Omit<Announcement, 'kind'>;

/** Asks everyone for the service. */
export const encodeQuery = (): Uint8Array =>
  dnsPacket.encode({ type: 'query', questions: [{ type: 'PTR', name: SERVICE }] });

/** Who we are, or that we leave. `addresses`: of the interface that it goes out on. */
export function encodeAnswer(self: Self, addresses: readonly string[], isLeaving: boolean): Uint8Array {
  const name = `${self.instance}.${SERVICE}`;
  const host = `${self.instance}.local`;
  const long = isLeaving ? 0 : LONG_TTL;
  const short = isLeaving ? 0 : SHORT_TTL;
  const answers: Answer[] = [
    { type: 'PTR', name: SERVICE, ttl: long, data: name },
    { type: 'SRV', name, ttl: short, flush: true, data: { port: self.port, target: host } },
    { type: 'TXT', name, ttl: long, flush: true, data: txtOf(self) },
    ...addresses.map((address): Answer => ({
      type: address.includes(':') ? 'AAAA' : 'A',
      name: host,
      ttl: short,
      flush: true,
      data: address,
    })),
  ];
  return dnsPacket.encode({ type: 'response', flags: dnsPacket.AUTHORITATIVE_ANSWER, answers });
}

/** Undefined: not DNS. */
export function decodeDns(bytes: Uint8Array): Packet | undefined {
  if (bytes.length > MAX_MDNS_BYTES) return undefined;
  try {
    return dnsPacket.decode(Buffer.from(bytes));
  } catch {
    return undefined; // any program may send anything here
  }
}

/** Whether our answer is asked for. */
export const asksForUs = ({ type, questions }: Packet, self: Self): boolean =>
  type === 'query' &&
  (questions ?? []).slice(0, MAX_RECORDS).some(({ name }) => {
    const wanted = name.toLowerCase();
    return wanted === SERVICE || wanted === ALL_SERVICES || wanted === `${self.instance}.${SERVICE}`;
  });

/** What the peers that a response tells of announce. */
export function announcementsIn({ type, answers, additionals }: Packet): Announcement[] {
  if (type !== 'response') return [];
  const records = [...(answers ?? []), ...(additionals ?? [])].slice(0, MAX_RECORDS);
  return records.flatMap((record) => {
    if (record.type !== 'PTR' || record.name.toLowerCase() !== SERVICE || !record.data.endsWith(`.${SERVICE}`))
      return [];
    const fields = fieldsOf(records, record.data);
    if (fields['v'] !== VERSION) return [];
    return parseAnnouncement({ origin: '', ...fields, kind: record.ttl === 0 ? 'bye' : 'here' }) ?? [];
  });
}

function fieldsOf(records: readonly Answer[], name: string): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const record of records) {
    if (record.type === 'SRV' && record.name === name) fields['port'] = record.data.port;
    if (record.type !== 'TXT' || record.name !== name || !Array.isArray(record.data)) continue;
    for (const text of record.data.slice(0, 16).map(String)) {
      const equals = text.indexOf('=');
      if (equals > 0) fields[text.slice(0, equals)] ??= text.slice(equals + 1);
    }
  }
  return fields;
}

const txtOf = ({ instance, group, name, origin }: Self): string[] => [
  `v=${VERSION}`,
  `instance=${instance}`,
  `group=${cut(group)}`,
  `name=${cut(name)}`,
  // Cut it would be another's.
  ...(Buffer.byteLength(origin) <= MAX_TXT_VALUE_BYTES ? [`origin=${origin}`] : []),
];

/** At most MAX_TXT_VALUE_BYTES, no character in halves. */
function cut(text: string): string {
  let kept = '';
  let bytes = 0;
  for (const character of text.toWellFormed()) {
    bytes += Buffer.byteLength(character);
    if (bytes > MAX_TXT_VALUE_BYTES) break;
    kept += character;
  }
  return kept;
}
