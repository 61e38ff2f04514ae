/** What a client of the UIPort may use up. */

/** A text of 8,000 bytes, each escaped in JSON as six, and the rest of a call with room to spare. */
export const MAX_BODY_BYTES = 65_536;
/** Pages and scripts of one person, and a monitor. */
export const MAX_CONNECTIONS = 256;
/** A page has one for each group and one for the set of them: this is seven pages in as many groups as there may be. */
export const MAX_SOCKETS = 128;
/**
 * What waits for a client that doesn't read. Above it the client is dropped; when it is back it resumes. The largest page
 * of messages (500 of 8,000 bytes) and the events that come while it is sent have to fit.
 */
export const MAX_UNSENT_BYTES = 16_777_216;
/** Silence after which a client is asked whether it is still there; after twice that it is dropped. */
export const HEARTBEAT_MS = 20_000;
/** Headers and body of a request have to be here by then. */
export const REQUEST_TIMEOUT_MS = 10_000;
/** Files of the web page. */
export const MAX_PAGE_FILES = 2_000;
/** Free ports are looked for from the wanted one on, this many. */
export const PORTS_TRIED = 100;

/** 2,000 client messages sent without a pause need 1.5 MB; a kernel that allows less gives what it allows. */
export const UDP_RECEIVE_BUFFER_BYTES = 4_194_304;
/** Client datagrams that were read and wait for the peer. */
export const MAX_QUEUED_DATAGRAMS = 20_000;
export const MAX_QUEUED_BYTES = 16_777_216;
/** Handled in one turn of the event loop, so that gossip goes on in between. */
export const DATAGRAMS_PER_TURN = 64;
/** While datagrams keep coming they are only read, at most this long: the kernel's buffer overflows, ours does not. */
export const READ_AHEAD_MS = 10;
/** 10 GiB at 3 MB/s, the slowest that a page on another machine would wait for. */
export const UPLOAD_TIMEOUT_MS = 3_600_000;
