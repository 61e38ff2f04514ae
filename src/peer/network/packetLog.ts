/**
 * The datagrams of the last while, for whoever looks at them.
 *
 * 1. Kept only while somebody looks: from a first question until WATCH_MS after the last one. Otherwise a datagram costs
 *    one comparison, and nothing stays in memory.
 * 2. At most MAX_PACKETS and MAX_RAW_BYTES: the oldest makes room.
 * 3. Bytes are kept as they were; what they mean is read only when it is asked for (packetMeaning.ts).
 */
import type { Address } from '../../gossiper/names.ts';

/** Some seconds of the most that two peers catch up, an hour of a quiet group. */
export const MAX_PACKETS = 5_000;
export const MAX_RAW_BYTES = 8 * 1024 * 1024;
/** A page asks every half second; a hidden one of a browser once in a minute at worst, and then misses some. */
export const WATCH_MS = 10_000;

export interface LoggedPacket {
  /** 1, 2, 3 … without holes. */
  readonly seq: number;
  /** ms since 1970. */
  readonly at: number;
  readonly direction: 'received' | 'sent';
  readonly address: Address;
  readonly raw: Uint8Array;
}

export class PacketLog {
  #kept: LoggedPacket[] = [];
  /** Of #kept, those before it are gone: a shift for each would cost as much as there are. */
  #first = 0;
  #bytes = 0;
  #seq = 0;
  #watchedUntil = -Infinity;

  /** `now`: monotonic ms. */
  add(packet: Omit<LoggedPacket, 'seq' | 'raw'>, bytes: Uint8Array, now: number): void {
    if (now > this.#watchedUntil) {
      if (this.#kept.length > 0) this.clear();
      return;
    }
    this.#seq += 1;
    this.#kept.push({ seq: this.#seq, ...packet, raw: bytes.slice() });
    this.#bytes += bytes.length;
    while (this.#kept.length - this.#first > MAX_PACKETS || this.#bytes > MAX_RAW_BYTES) this.#dropFirst();
    if (this.#first < MAX_PACKETS) return;
    this.#kept = this.#kept.slice(this.#first);
    this.#first = 0;
  }

  /** Those after `after`, oldest first: at most `limit`. Keeps them coming for WATCH_MS. */
  read(after: number, limit: number, now: number): LoggedPacket[] {
    if (now > this.#watchedUntil) this.clear();
    this.#watchedUntil = now + WATCH_MS;
    const oldest = this.#kept[this.#first]?.seq ?? this.#seq + 1;
    const from = this.#first + Math.max(0, after + 1 - oldest);
    return this.#kept.slice(from, from + limit);
  }

  get last(): number {
    return this.#seq;
  }

  /** Kept now, and their bytes. */
  get size(): { readonly packets: number; readonly bytes: number } {
    return { packets: this.#kept.length - this.#first, bytes: this.#bytes };
  }

  clear(): void {
    this.#kept = [];
    [this.#first, this.#bytes] = [0, 0];
  }

  #dropFirst(): void {
    this.#bytes -= this.#kept[this.#first]?.raw.length ?? 0;
    this.#first += 1;
  }
}
