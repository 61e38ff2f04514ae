/** Everything that a stranger can make grow, and how far (protocol.md §8). Each is tested at n and n + 1. */

/** UDP's own: 65,535 less the IPv4 and UDP headers. */
export const MAX_DATAGRAM_ACCEPTED = 65_507;
/** Several Go Peersters read into a buffer of about 10 kB. */
export const MAX_DATAGRAM_SENT = 9_000;
/** One Ethernet frame less its headers: more is fragmented, and one lost fragment loses the datagram. */
export const PREFERRED_DATAGRAM = 1_400;

export const MAX_ORIGIN_BYTES = 255;
export const MAX_TEXT_BYTES = 8_000;
/** Fields 16–31 of a rumor together; ours need about 200 at ID 1. */
export const MAX_EXTENSION_BYTES = 512;
/** Entries of a Status that are read: at about 20 bytes each more than MAX_DATAGRAM_SENT holds, and a bound on work. */
export const MAX_WANT = 2_000;
/** Origins that a log holds. At 300 bytes of memory each, 1.2 MB. */
export const MAX_ORIGINS = 4_096;
/** The largest ID a uint32 carries. */
export const MAX_ID = 0xffff_ffff;

/** Addresses that are remembered; the longest unheard stranger makes room. */
export const MAX_PEERS = 1_024;
/** Addresses that may be forged: each may hold a clock of MAX_UNKNOWN_OF_STRANGER strange names, 128 of them about 10 MB. */
export const MAX_STRANGERS = 128;
/** Origins that we don't hold, in the clock of a stranger. Of others as many as we could ever hold. */
export const MAX_UNKNOWN_OF_STRANGER = 256;
/** Rumors that wait for one before them, in all and of one origin: four windows of a sender. */
export const MAX_WAITING = 4_096;
export const MAX_WAITING_PER_ORIGIN = 256;
/** Of their texts, in UTF-16 units, and extensions: 16 MB at most, where 4,096 of the longest would be 70. */
export const MAX_WAITING_SIZE = 8 * 1024 * 1024;

/** In flight to one of our peers, and to a course peer, whose receive buffer holds about 250 small datagrams. */
export const WINDOW_OURS = { rumors: 64, bytes: 65_536 } as const;
export const WINDOW_COURSE = { rumors: 16, bytes: 16_384 } as const;

/**
 * Datagrams a second from one address, and the burst above it that a receive buffer's worth allows; of all addresses that
 * may be forged together. A status counts one more for each STATUS_COST origins that it makes us look at.
 */
export const MAX_DATAGRAMS_PER_SECOND = 10_000;
export const MAX_DATAGRAM_BURST = 20_000;
export const STATUS_COST = 64;

/** A stranger is sent at most STRANGER_BASE bytes and STRANGER_FACTOR times what came from its address. */
export const STRANGER_BASE_BYTES = 1_400;
export const STRANGER_FACTOR = 3;
/** New addresses that get STRANGER_BASE_BYTES: 14 kB/s to forged ones in the long run. Others get what they paid for. */
export const STRANGER_BASES_PER_SECOND = 10;
export const STRANGER_BASES_BURST = 256;

/** New origins and rumors that unverified strangers may add: per hour, and in all. */
export const MAX_STRANGER_RUMORS_PER_HOUR = 100_000;
export const MAX_STRANGER_ORIGINS_PER_HOUR = 1_024;
/** Half of MAX_ORIGINS: the other half is kept for origins that prove their key. */
export const MAX_STRANGER_ORIGINS = 2_048;

/** Wrong signatures of one source that are checked, at 140 µs each: 3 % of a core, and 0.14 s at once. */
export const FORGERIES_PER_SECOND = 200;
export const FORGERIES_BURST = 1_000;
