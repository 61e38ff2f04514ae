/**
 * Fetching files (docs/protocol.md §12).
 *
 * 1. Taken is only what was asked for and has the hash that was asked for. A metafile or chunk of the wrong length ends its
 *    download; a wrong hash ends nothing, as anyone can forge it.
 * 2. At most MAX_OUT requests are out in all, each at one holder; what is lost is asked of another where there is one.
 * 3. What is held already isn't asked for: a download that goes on walks through the tree again. LOOKS_A_TURN parts at most are
 *    looked at for one input.
 * 4. Where nobody can be asked, or nothing comes, it waits: it asks again each ASK_AGAIN_MS, and searches for others
 *    (moreHolders.ts).
 * 5. A size that comes beside a root may be forged: only the tree's depth is taken from it, and only where the root has as many
 *    hashes as a root over so many chunks. It isn't kept, so a root of unknown depth is asked for even where it is held.
 */
import type { Core } from '../core.ts';
import { splitOrigin } from '../identity.ts';
import { bytesOfHex, hexOf } from '../hex.ts';
import type { DownloadView } from '../input.ts';
import { MAX_DOWNLOADS, MAX_SHARED } from '../limits.ts';
import type { Origin } from '../names.ts';
import type { DataReply } from '../packet.ts';
import type { Problem } from '../result.ts';
import { sendOnItsWay, waysTo } from '../routing/forward.ts';
import { Download, type Holder } from './download.ts';
import type { Asked } from './table.ts';
import { chunksOf, type FileHolder, type Hash, type SharedFile, type WantedFile } from './file.ts';
import { lookForHolders, WAITING_MS } from './moreHolders.ts';
import { ASK_AGAIN_MS } from './stream.ts';
import { Walk, type Part } from './walk.ts';

/** About what a receive buffer of a stock system holds of chunks, three times over: their senders are paced by it. */
export const MAX_OUT = 128;
const LOOKS_A_TURN = 256;
/** A view changes with every chunk; people see this many changes: ms. */
const TELL_MS = 100;
/** Lost requests are looked for this often while some are out: ms. */
const LOOK_MS = 20;

/** The store has all of it. */
export function share(core: Core, file: SharedFile): void {
  if (!core.files.shared.has(file.root) && core.files.shared.size >= MAX_SHARED)
    throw new Error('the host counts files');
  core.files.shared.set(file.root, file);
  core.trace({ type: 'metafile', root: file.root });
}

export function download(core: Core, file: WantedFile, holders: readonly FileHolder[]): void {
  const { all } = core.files;
  const known = all.get(file.root);
  if (known === undefined && all.size >= MAX_DOWNLOADS) throw new Error('the host counts downloads');
  const now = core.now.monotonic;
  const one = known === undefined || known.state.kind === 'failed' ? new Download(file, now) : known;
  if (one !== known) all.set(file.root, one);
  for (const holder of holders) one.addHolder(holder, isCourse(core, holder.origin), now, 'named');
  if (one.state.kind === 'paused') one.state = { kind: 'fetching' };
  one.movedAt = now;
  tell(core, one);
  if (one.state.kind === 'fetching') finish(core, one);
  pump(core, one);
  core.armBy('files', LOOK_MS);
}

export function pauseDownload(core: Core, root: Hash): void {
  const one = core.files.all.get(root);
  if (one?.state.kind !== 'fetching' && one?.state.kind !== 'assembling') return;
  one.state = { kind: 'paused' };
  takeBack(core, one);
  tell(core, one);
}

export function cancelDownload(core: Core, root: Hash): void {
  const one = core.files.all.get(root);
  if (one === undefined) return;
  takeBack(core, one);
  core.files.all.delete(root);
  core.emit({ kind: 'download', root });
}

/** The host put it into its place: it is offered to others from now on. */
export function assembled(core: Core, file: SharedFile): void {
  const one = core.files.all.get(file.root);
  core.files.shared.set(file.root, file);
  if (one === undefined) return;
  core.files.all.delete(file.root);
  core.trace({ type: 'reconstructed', file: one.file.name });
  core.emit({ kind: 'download', root: file.root });
}

/** Some of it was not what it should be on the disk: the store forgot those chunks, and the rest is found again there. */
export function damaged(core: Core, root: Hash): void {
  const one = core.files.all.get(root);
  if (one === undefined) return;
  takeBack(core, one);
  const fresh = new Download(one.file, core.now.monotonic);
  fresh.walk = new Walk(root, one.walk.chunks);
  for (const holder of one.holders.values()) fresh.holders.set(holder.origin, holder);
  core.files.all.set(root, fresh);
  pump(core, fresh);
  core.armBy('files', LOOK_MS);
}

export function failDownload(core: Core, root: Hash, problem: Problem): void {
  const one = core.files.all.get(root);
  if (one === undefined) return;
  takeBack(core, one);
  one.state = { kind: 'failed', problem };
  tell(core, one);
}

/** Somebody answered a search: a download may go on with it. */
export function learnHolder(core: Core, root: Hash, holder: FileHolder): void {
  const one = core.files.all.get(root);
  if (one === undefined) return;
  if (one.addHolder(holder, isCourse(core, holder.origin), core.now.monotonic, 'found')) pump(core, one);
}

export function receiveDataReply(core: Core, reply: DataReply): void {
  const hash = hexOf(reply.hash) as Hash; // the wire gives 32 bytes
  const asked = core.files.asked.get(hash);
  if (asked === undefined) {
    core.counters.chunksUnasked += 1;
    return;
  }
  const { download: one, holder, order, sentAt, tries } = asked;
  const now = core.now.monotonic;
  const isRight = hexOf(core.ports.crypto.sha256(reply.data)) === hash;
  if (reply.data.length === 0 && !isRight) {
    if (reply.origin !== holder.origin) return; // somebody on the way lacks it; who was asked may still answer
    core.files.asked.delete(hash);
    holder.stream.answered(order, sentAt, tries === 1, 0, now);
    one.lacks(holder, hash);
    one.putBack(asked.part);
    pump(core, one);
    return;
  }
  if (!isRight) {
    core.counters.chunksForged += 1;
    return;
  }
  core.files.asked.delete(hash);
  holder.stream.answered(order, sentAt, tries === 1, reply.data.length, now);
  one.came(reply.data.length, now);
  core.counters.chunksReceived += 1;
  take(core, one, inItsTree(one, asked.part, reply), reply.data);
  if (one.state.kind === 'fetching') pump(core, one);
}

/** A holder of ours says how large it is, where nobody did before. The hash doesn't cover that (invariant 5). */
function inItsTree({ walk }: Download, part: Part, { size, data }: DataReply): Part {
  if (size === undefined || !walk.isOfUnknownDepth) return part;
  return { hash: part.hash, node: walk.deepen(chunksOf(size), data) };
}

function take(core: Core, one: Download, { node, hash }: Part, data: Uint8Array): void {
  const problem = one.place(node, data);
  if (problem !== undefined) {
    failDownload(core, one.root, problem);
    return;
  }
  core.emit({ kind: 'chunk', root: one.root, node, hash, data });
  if (core.now.monotonic - one.toldAt >= TELL_MS) tell(core, one);
  finish(core, one);
}

/** Asks for as much as holders have room. */
function pump(core: Core, one: Download): void {
  for (let looks = 0; one.state.kind === 'fetching'; looks++) {
    if (looks === LOOKS_A_TURN) {
      core.armBy('files', 0);
      return;
    }
    if (core.files.asked.size >= MAX_OUT) return;
    const part = one.next();
    if (part === undefined || !step(core, one, part)) return;
  }
}

/** False: nobody can be asked for it now. */
function step(core: Core, one: Download, part: Part): boolean {
  const { node, hash } = part;
  if (node.level === 0 && core.ports.chunks.isPlaced(one.root, node.index)) {
    const { file, walk } = one;
    one.have += 1;
    // Its length was right when it came; only of the last one of a course file it has to be known.
    if (file.size === undefined && node.index === (walk.chunks ?? 0) - 1)
      one.lastLength = core.ports.chunks.read(hash)?.length ?? 0;
    finish(core, one);
    return true;
  }
  const isHeld = !one.walk.isOfUnknownDepth && core.ports.chunks.has(hash);
  const held = isHeld ? core.ports.chunks.read(hash) : undefined;
  if (held !== undefined) {
    take(core, one, part, held);
    return true;
  }
  if (core.files.asked.has(hash)) {
    one.putBack(part); // the same content at two places: it is copied when it came
    return false;
  }
  return ask(core, one, part, 1, undefined);
}

function finish(core: Core, one: Download): void {
  if (!one.isWhole) return;
  one.state = { kind: 'assembling' };
  core.emit({ kind: 'fetched', root: one.root });
  tell(core, one);
}

function ask(core: Core, one: Download, part: Part, tries: number, except: Origin | undefined): boolean {
  const now = core.now.monotonic;
  const holder = one.holderFor(part, except, now);
  if (holder === undefined) return one.setAside(part);
  const { origin } = core.identity;
  const hash = bytesOfHex(part.hash);
  if (hash === undefined) throw new Error('a hash is hex digits');
  const request = { type: 'dataRequest', origin, destination: holder.origin, hopLimit: 0, hash } as const;
  if (!sendOnItsWay(core, request, tries - 1, 1)) {
    holder.stream.pausedUntil = now + 1_000; // there is no way to it now
    one.putBack(part);
    return one.holderFor(part, except, now) !== undefined;
  }
  trace(core, one, part, holder);
  core.files.asked.set(part.hash, {
    download: one,
    part,
    holder,
    order: holder.stream.asked(),
    sentAt: now,
    tries,
  });
  core.armBy('files', LOOK_MS);
  return true;
}

function trace(core: Core, { file }: Download, { node, hash }: Part, { origin: from }: Holder): void {
  if (hash === file.root) core.trace({ type: 'downloadingMetafile', file: file.name, from });
  else if (node.level === 0) core.trace({ type: 'downloadingChunk', file: file.name, chunk: node.index + 1, from });
}

/** Every LOOK_MS while something is out, else every second while something waits. */
export function lookAfterDownloads(core: Core): void {
  const now = core.now.monotonic;
  const lost: Asked[] = [];
  for (const asked of core.files.asked.values())
    if (asked.holder.stream.isLost(asked.order, asked.sentAt, now)) lost.push(asked);
  for (const asked of lost) {
    core.files.asked.delete(asked.part.hash);
    asked.holder.stream.lost(now);
    core.counters.chunksAskedAgain += 1;
    ask(core, asked.download, asked.part, asked.tries + 1, asked.holder.origin);
  }
  let isWaiting = false;
  for (const one of core.files.all.values()) {
    if (one.state.kind !== 'fetching') continue;
    isWaiting = true;
    pump(core, one);
    if (now - one.movedAt > WAITING_MS) one.forgive(now, ASK_AGAIN_MS);
    if (now - one.toldAt >= 1_000) tell(core, one); // its speed changes also where nothing comes
  }
  lookForHolders(core, now);
  if (core.files.asked.size > 0) core.armBy('files', LOOK_MS);
  else if (isWaiting) core.armBy('files', 1_000);
}

/** Nothing of it is awaited any more. */
function takeBack(core: Core, one: Download): void {
  for (const [hash, asked] of core.files.asked) {
    if (asked.download !== one) continue;
    core.files.asked.delete(hash);
    asked.holder.stream.dropped();
    one.putBack(asked.part);
  }
}

function tell(core: Core, one: Download): void {
  one.toldAt = core.now.monotonic;
  core.emit({ kind: 'download', root: one.root });
}

export function downloadView(core: Core, one: Download): DownloadView {
  const now = core.now.monotonic;
  const isReachable = [...one.holders.values()].some(({ origin }) => waysTo(core, origin, undefined).length > 0);
  return one.view(!isReachable || now - one.movedAt > WAITING_MS, now);
}

/** A bare name: it speaks the course's protocol, or as if it did. */
const isCourse = (core: Core, origin: Origin): boolean =>
  splitOrigin(origin).tag === '' && core.holdings.birth(origin) === undefined;
