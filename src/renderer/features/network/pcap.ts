/**
 * Datagrams as a capture file that Wireshark and tcpdump read: classic pcap, microseconds, LINKTYPE_RAW. The bytes of the
 * datagrams are those that were received and sent; the IP and UDP headers before them are made up, as the peer never saw any.
 */
import type { LoggedPacket, Self } from '../../../api/contract.ts';

const LINKTYPE_RAW = 101;
const SNAP_LENGTH = 65_575;
const UDP = 17;
const HOPS = 64;

interface End {
  /** 4 or 16 bytes. */
  readonly ip: Uint8Array;
  readonly port: number;
}

export function pcapOf(packets: readonly LoggedPacket[], self: Pick<Self, 'addresses' | 'port'>): Uint8Array {
  const head = new DataView(new ArrayBuffer(24));
  head.setUint32(0, 0xa1b2c3d4, true);
  head.setUint16(4, 2, true);
  head.setUint16(6, 4, true);
  head.setUint32(16, SNAP_LENGTH, true);
  head.setUint32(20, LINKTYPE_RAW, true);
  const parts: Uint8Array[] = [new Uint8Array(head.buffer)];
  const ownEnds = self.addresses.map(endOf);
  for (const { at, direction, address, raw } of packets) {
    if (raw === null) continue;
    const other = endOf(address);
    const own = ownEnds.find(({ ip }) => ip.length === other.ip.length) ?? {
      ip: new Uint8Array(other.ip.length),
      port: self.port,
    };
    const datagram = Uint8Array.from(atob(raw), (letter) => letter.charCodeAt(0));
    const bytes = direction === 'sent' ? ipPacket(own, other, datagram) : ipPacket(other, own, datagram);
    const record = new DataView(new ArrayBuffer(16));
    record.setUint32(0, Math.floor(at / 1_000), true);
    record.setUint32(4, Math.floor((at % 1_000) * 1_000), true);
    record.setUint32(8, bytes.length, true);
    record.setUint32(12, bytes.length, true);
    parts.push(new Uint8Array(record.buffer), bytes);
  }
  return joined(parts);
}

function ipPacket(from: End, to: End, datagram: Uint8Array): Uint8Array {
  const udp = joined([new Uint8Array(8), datagram]);
  const view = new DataView(udp.buffer);
  view.setUint16(0, from.port);
  view.setUint16(2, to.port);
  view.setUint16(4, udp.length);
  const pseudo = joined([from.ip, to.ip, Uint8Array.of(0, UDP, udp.length >> 8, udp.length & 255)]);
  // 0 would mean that there is none.
  view.setUint16(6, checksum(joined([pseudo, udp])) || 0xffff);
  return joined([from.ip.length === 4 ? headerOf4(from, to, udp.length) : headerOf6(from, to, udp.length), udp]);
}

function headerOf4(from: End, to: End, length: number): Uint8Array {
  const bytes = joined([new Uint8Array(12), from.ip, to.ip]);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 0x45);
  view.setUint16(2, Math.min(0xffff, 20 + length));
  view.setUint8(8, HOPS);
  view.setUint8(9, UDP);
  view.setUint16(10, checksum(bytes));
  return bytes;
}

function headerOf6(from: End, to: End, length: number): Uint8Array {
  const bytes = joined([new Uint8Array(8), from.ip, to.ip]);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 0x60);
  view.setUint16(4, length);
  view.setUint8(6, UDP);
  view.setUint8(7, HOPS);
  return bytes;
}

/** RFC 1071. */
function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

/** `1.2.3.4:5000` or `[fe80::1%eth0]:5000`; what it isn't is all zeros. */
function endOf(address: string): End {
  const colon = address.lastIndexOf(':');
  const port = Number(address.slice(colon + 1));
  const host = address.slice(0, colon);
  return host.startsWith('[')
    ? { ip: sixteen(host.slice(1, -1).split('%')[0] ?? ''), port }
    : { ip: Uint8Array.from(host.split('.').slice(0, 4), Number), port };
}

function sixteen(text: string): Uint8Array {
  const [before = '', after] = text.split('::');
  const groups = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const [left, right] = [groups(before), groups(after ?? '')];
  const middle =
    after === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => 0);
  return Uint8Array.from([...left, ...middle, ...right].flatMap((group) => [(group >> 8) & 255, group & 255]));
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
