/** The JSON body of a request, within its limit. */
import type { IncomingMessage } from 'node:http';
import { refused, type Result } from '../api/result.ts';
import { MAX_BODY_BYTES, REQUEST_TIMEOUT_MS } from './limits.ts';

/** Codes: `body-too-large`, `wrong-content-type`, `bad-json`. An empty body is an empty input. */
export async function readJson(request: IncomingMessage): Promise<Result<unknown>> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    return refused('wrong-content-type', 'Send the input as JSON with "Content-Type: application/json".');
  }
  // The server's own limit has to leave time for files. It also bounds how long what is refused is read away (answers.ts).
  const timer = setTimeout(() => request.destroy(), REQUEST_TIMEOUT_MS);
  request.once('close', () => clearTimeout(timer));
  const tooLarge = refused('body-too-large', `Send at most ${MAX_BODY_BYTES} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return tooLarge;
  const chunks: Buffer[] = [];
  let bytes = 0;
  // A loop that is left would destroy the connection, and with it the answer.
  const body = request.iterator({ destroyOnReturn: false });
  // Node's typings give a stream's chunks as any; without an encoding they are Buffers.
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return tooLarge;
    chunks.push(chunk);
  }
  clearTimeout(timer);
  return bytes === 0 ? { ok: true, value: {} } : parseJson(Buffer.concat(chunks).toString('utf8'));
}

export function parseJson(text: string): Result<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return refused('bad-json', 'Send valid JSON.');
  }
}
