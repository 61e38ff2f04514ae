/** Everything that a stranger can make grow, and how far (protocol.md §8). Each is tested at n and n + 1. */

/** UDP's own: 65,535 less the IPv4 and UDP headers. */
export const MAX_DATAGRAM_ACCEPTED = 65_507;
/** Several Go Peersters read into a buffer of about 10 kB. */
export const MAX_DATAGRAM_SENT = 9_000;
/** One Ethernet frame less its headers: more is fragmented, and one lost fragment loses the datagram. */
export const PREFERRED_DATAGRAM = 1_400;

/** Addresses in one packet of introductions: 45 bytes each at most, so that they stay below one frame. */
export const MAX_INTRODUCED = 24;

/** Origins in one digest: at 25 bytes for most names, about one frame. */
export const MAX_DIGEST_ENTRIES = 40;
/** Links in one digest: the links of the largest groups, ⌈log2 1,024⌉ + 2. They take the room of as many entries. */
export const MAX_DIGEST_LINKS = 12;
/** Of how many origins it is remembered what they say that they hold, and of how many origins of each. */
export const MAX_REPORTERS = 256;
export const MAX_REPORTED = 512;

export const MAX_ORIGIN_BYTES = 255;
export const MAX_TEXT_BYTES = 8_000;
/** Of a new name (field 22): as long as the name in an origin with a tag can be. */
export const MAX_NAME_BYTES = 238;
/** Fields 16–31 of a rumor together; ours need about 170 at ID 1, and 410 where it also carries the longest name. */
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
/**
 * Such entries in all clocks together: of 8 peers that hold all that we could, or 32 of each of MAX_PEERS. With the longest
 * names about 12 MB. What people see of them is counted up to 4 times a second, in less than 10 ms.
 */
export const MAX_UNHELD = 32_768;
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
/** "Try me" of anybody that is answered: a network's doctors at once, and less than 1 kB/s. */
export const WITNESS_PER_SECOND = 10;
export const WITNESS_BURST = 30;
/** Probes from a fresh port: to one asker, and to all. Each costs a socket for an instant. */
export const PROBE_EVERY_MS = 10_000;
export const PROBES_PER_SECOND = 3;
export const PROBES_BURST = 6;
/** Addresses from which packets of other groups came last, for the doctor. */
export const MAX_OTHER_GROUPS = 32;

/** New origins and rumors that unverified strangers may add: per hour, and in all. */
export const MAX_STRANGER_RUMORS_PER_HOUR = 100_000;
export const MAX_STRANGER_ORIGINS_PER_HOUR = 1_024;
/** Half of MAX_ORIGINS: the other half is kept for origins that prove their key. */
export const MAX_STRANGER_ORIGINS = 2_048;

/**
 * How fast rumors may make the log grow: bytes at once, and an hour (rumors/growth.ts). A rumor counts as ROW_BYTES, for its
 * row and its places in the indices, and as what it carries: a line of 100 bytes with a signature as about 530.
 */
export const ROW_BYTES = 256;
const MB = 1_000_000;
/** At once 10,000 of the longest texts, or a history of 180,000 lines; then 33 lines a second for ever. */
export const GROWTH_OF_ORIGIN = { burst: 96 * MB, perHour: 64 * MB } as const;
/** At once a history of 2 million lines; then 270 lines a second: a whole group of 50 that say 200, all by one neighbour. */
export const GROWTH_BY_HOST = { burst: 1_000 * MB, perHour: 512 * MB } as const;
/** Who is here has proved it after a round trip. So it is for what comes before that: a window each of 15 newcomers at once. */
export const GROWTH_BY_STRANGERS = { burst: MB, perHour: 8 * MB } as const;
/** Texts of 300 bytes where all MAX_STRANGER_RUMORS_PER_HOUR come. */
export const GROWTH_UNSIGNED = { burst: 64 * MB, perHour: 64 * MB } as const;

/** Ways to one origin that are remembered: the best, and enough others to get around a neighbour that is gone. */
export const MAX_CANDIDATES = 4;
/** Empty rumors that others can make us say: each is a log entry for ever. */
export const ANNOUNCEMENTS_BURST = 3;
export const ANNOUNCEMENTS_PER_HOUR = 1;
/** Origins with a way: all that a log holds, and every neighbour that said nothing yet. At 500 bytes each 2.5 MB. */
export const MAX_ROUTES = MAX_ORIGINS + MAX_PEERS;
/** Neighbours that only seem to know an origin, tried where the table has no way or no good one. */
export const MAX_HEARSAY = 4;
/** Hops that a message may still ask for; the course's start with 10, and more than this would circle for long. */
export const MAX_HOP_LIMIT = 32;
/** What one neighbour may have us pass on: 4 MB/s of file chunks, 50 KB/s of chat. Forged addresses share it. */
export const FORWARDS_PER_SECOND = 500;
export const FORWARDS_BURST = 1_000;
/** Messages of which we know how often we passed them on: some seconds of the most that can come. */
export const MAX_REMEMBERED_FORWARDS = 2_048;

/**
 * Of a private message's text. Sealed and in base64 it is 8,120 bytes, and with two names of 255 bytes the datagram stays
 * below MAX_DATAGRAM_SENT.
 */
export const MAX_PRIVATE_TEXT_BYTES = 6_000;
/** Of the Text field of a private message on the wire, clear or sealed. */
export const MAX_PRIVATE_FIELD_BYTES = 8_500;
/** Our own messages that wait for their receivers: 12 MB at most, and a person's week. */
export const MAX_OUTBOX = 2_000;
export const MAX_OUTBOX_EACH = 500;
/** Received early: four windows of a sender, and of all together 8 MB at most. */
export const MAX_EARLY = 64;
export const MAX_EARLY_IN_ALL = 1_024;
/** Keys that came by private message: 100 bytes each. */
export const MAX_CARDS = 1_024;
/** Asked for and answered, to and for everybody: each costs a signature (60 µs) and a datagram. */
export const CARD_ANSWERS_PER_SECOND = 10;
export const CARD_ANSWERS_BURST = 100;
/** Who wrote to us lately. */
export const MAX_SENDERS = 4_096;
/** What one who shows a key may put on our disk; keys are free, so what all may is bounded by the number of origins. */
export const MAIL_PER_HOUR = 3_600;
export const MAIL_BURST = 1_000;
/** What everybody together may who shows none. */
export const CLEAR_MAIL_PER_HOUR = 3_600;
export const CLEAR_MAIL_BURST = 1_000;

/** Downloads at a time: a bitmap and some kilobytes each. A person's list, not a crawler's. */
export const MAX_DOWNLOADS = 500;
/** Who is asked for parts of one file: more don't make it faster. */
export const MAX_HOLDERS = 64;
/** Files offered: what a search looks through, a microsecond each. */
export const MAX_SHARED = 10_000;
/** Searches of others that are remembered, for half a second each. */
export const MAX_REMEMBERED_SEARCHES = 2_048;
/** What a search that comes by may still cost the network: the course's ring ends at 32. */
export const MAX_BUDGET = 256;
/** Searches that others may have us look for and pass on: each costs up to 10 ms where 10,000 files are shared. */
export const SEARCHES_PER_SECOND = 20;
export const SEARCHES_BURST = 60;
/** Files in one answer, and the repliers and files that one search of ours remembers. */
export const MAX_RESULTS_SENT = 32;
export const MAX_MATCHES = 1_000;
/** Searches of ours at a time: the person's, and those for holders of what is being fetched. */
export const MAX_SEARCHES = 16;

/** Wrong signatures of one source that are checked, at 140 µs each: 3 % of a core, and 0.14 s at once. */
export const FORGERIES_PER_SECOND = 200;
export const FORGERIES_BURST = 1_000;
