import type { LoggedPacket } from '../../../api/contract.ts';

export type PacketKind = LoggedPacket['kind'];

export interface PacketFilter {
  /** Undefined: all. */
  readonly kind: PacketKind | undefined;
  /** All of these words, whatever their case, anywhere in what is shown of it. */
  readonly text: string;
}

/** `wordsOf`: what a person sees of it. Time: linear in those. */
export function filterPackets<P extends LoggedPacket>(
  packets: readonly P[],
  { kind, text }: PacketFilter,
  wordsOf: (packet: P) => string,
): readonly P[] {
  const asked = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (kind === undefined && asked.length === 0) return packets;
  return packets.filter((packet) => {
    if (kind !== undefined && packet.kind !== kind) return false;
    const words = asked.length === 0 ? '' : wordsOf(packet).toLowerCase();
    return asked.every((word) => words.includes(word));
  });
}
