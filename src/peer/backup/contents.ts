/**
 * What is in a backup: a list of its parts, and the parts one after the other. There are three kinds and no file names, so
 * that a file made by somebody else can't say where anything is written.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { Damaged } from './sealing.ts';

export type PartKind = 'key' | 'settings' | 'messages';

/** Far above what each can be; messages are bounded by the file that holds them. */
const MAX_BYTES: Readonly<Record<PartKind, number>> = { key: 4_096, settings: 1_048_576, messages: 2 ** 46 };
const MAX_LIST_BYTES = 4_096;
const READ_BYTES = 262_144;

export interface Part {
  readonly kind: PartKind;
  readonly bytes: number;
}

export interface PartSource extends Part {
  read(): AsyncIterable<Uint8Array>;
}

export const textPart = (kind: PartKind, text: string): PartSource => {
  const bytes = Buffer.from(text);
  return {
    kind,
    bytes: bytes.length,
    async *read() {
      yield bytes;
    },
  };
};

/** A file that nobody writes to. */
export const filePart = (kind: PartKind, path: string, bytes: number): PartSource => ({
  kind,
  bytes,
  async *read() {
    const file = await open(path, 'r');
    try {
      yield* readAll(file);
    } finally {
      await file.close();
    }
  },
});

async function* readAll(file: FileHandle): AsyncGenerator<Uint8Array> {
  for (;;) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(READ_BYTES), 0, READ_BYTES);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

export async function* contentsOf(parts: readonly PartSource[]): AsyncGenerator<Uint8Array> {
  const list = Buffer.from(JSON.stringify({ parts: parts.map(({ kind, bytes }) => ({ kind, bytes })) }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(list.length);
  yield Buffer.concat([length, list]);
  for (const part of parts) yield* part.read();
}

/** Reads parts in the order in which they stand. Throws Damaged where the contents are not as listed. */
export class ContentsReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #held: Uint8Array = new Uint8Array();

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async parts(): Promise<readonly Part[]> {
    const length = Buffer.from(await this.#take(4)).readUInt32BE();
    if (length > MAX_LIST_BYTES) throw new Damaged(1);
    const parts = parseList(Buffer.from(await this.#take(length)).toString('utf8'));
    if (parts === undefined) throw new Damaged(1);
    return parts;
  }

  /** The next `bytes` bytes, as they come. */
  async *next(bytes: number): AsyncGenerator<Uint8Array> {
    let left = bytes;
    while (left > 0) {
      if (this.#held.length === 0) await this.#pull();
      const piece = this.#held.subarray(0, left);
      this.#held = this.#held.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  /** There is nothing after the last part. */
  async end(): Promise<void> {
    if (this.#held.length > 0 || (await this.#source.next()).done !== true) throw new Damaged(1);
  }

  async #take(bytes: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    for await (const piece of this.next(bytes)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  async #pull(): Promise<void> {
    const next = await this.#source.next();
    if (next.done === true) throw new Damaged(1);
    this.#held = next.value;
  }
}

function parseList(text: string): readonly Part[] | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const list: unknown = typeof parsed === 'object' && parsed !== null && 'parts' in parsed ? parsed.parts : undefined;
  if (!Array.isArray(list) || list.length > 3) return undefined;
  const parts = list.flatMap((entry: unknown) => parsePart(entry) ?? []);
  const kinds = new Set(parts.map(({ kind }) => kind));
  return parts.length === list.length && kinds.size === parts.length && kinds.has('key') ? parts : undefined;
}

function parsePart(entry: unknown): Part | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { kind, bytes } = entry as Record<string, unknown>;
  if (kind !== 'key' && kind !== 'settings' && kind !== 'messages') return undefined;
  if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes < 0 || bytes > MAX_BYTES[kind])
    return undefined;
  return { kind, bytes };
}
