/**
 * Files over HTTP: `POST /api/v1/file?name=…&listed=1` with the bytes as its body shares one, `GET /api/v1/file/<hash>` gives
 * one that is here whole.
 *
 * 1. Nothing of a stranger's is ever shown as a page of ours: it is an attachment, unsniffed and sandboxed; only with
 *    `inline=1` a picture, where its first bytes say that it is one.
 * 2. An upload is written as it comes; one that breaks off leaves nothing, nor one whose client is gone before the answer.
 */
import { refused, type Result } from '../api/result.ts';
import { problem, type Answer } from './answers.ts';
import { rasterType } from './rasterType.ts';

export const FILE_PATH = '/api/v1/file';

/** A peer's files: its shape, as this folder doesn't know the peer. */
export interface FileService {
  shareBytes(
    name: string,
    bytes: AsyncIterable<Uint8Array>,
    listed: boolean,
    gone?: AbortSignal,
  ): Promise<Result<unknown>>;
  fileContent(hash: string): Content | undefined;
}

export interface Content {
  readonly name: string;
  readonly size: number;
  /** In bytes, `to` not included. */
  stream(from: number, to: number): AsyncIterable<Uint8Array>;
}

/** `gone`: the client is, before the answer. */
export async function uploadAnswer(
  files: FileService,
  bytes: AsyncIterable<Uint8Array>,
  parameters: URLSearchParams,
  gone?: AbortSignal,
): Promise<Result<unknown>> {
  const name = parameters.get('name') ?? '';
  if (name.trim() === '') return refused('name-empty', 'Give the file a name: POST /api/v1/file?name=photo.jpg.');
  return await files.shareBytes(name, bytes, parameters.get('listed') !== '0', gone);
}

/** `asked`: the Range header. */
export async function contentAnswer(
  files: FileService,
  hash: string,
  parameters: URLSearchParams,
  asked?: string,
): Promise<Answer> {
  const content = files.fileContent(hash);
  if (content === undefined) return problem(404, notHere);
  const { name, size } = content;
  const range = rangeOf(asked, size);
  if (range === 'outside')
    return problem(
      416,
      { code: 'bad-range', message: 'The file has no such part.' },
      { 'content-range': `bytes */${size}` },
    );
  const { from, to } = range ?? { from: 0, to: size };
  const picture = parameters.get('inline') === '1' ? await rasterType(content) : undefined;
  const headers = {
    'accept-ranges': 'bytes',
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': picture === undefined ? attachment(name) : 'inline',
    ...(range === undefined ? {} : { 'content-range': `bytes ${from}-${to - 1}/${size}` }),
  };
  return {
    status: range === undefined ? 200 : 206,
    type: picture ?? 'application/octet-stream',
    stream: { bytes: to - from, read: () => content.stream(from, to) },
    headers,
  };
}

const notHere = {
  code: 'file-not-here',
  message: 'That file is not here as a whole. Download it first.',
} as const;

/** RFC 6266 and 8187: a name in ASCII for everyone, and the right one. */
export function attachment(name: string): string {
  const plain = name.toWellFormed().replace(/[^\w .()-]/g, '_');
  const exact = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}

/** One range of bytes (RFC 9110); undefined: the whole. Several are answered by the whole, as a server may. */
function rangeOf(header: string | undefined, size: number): { from: number; to: number } | 'outside' | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (match === null || (first === '' && last === '')) return undefined;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  return from < to ? { from, to } : 'outside';
}
