/** How every HTTP answer leaves: its headers, and JSON or text. */
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Problem } from '../api/result.ts';

/** The page runs its own files only, talks to its own host only, and nobody can frame it. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** On everything that is answered, also to the desktop window. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

export interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body?: string | Uint8Array;
  /** Instead of `body`: `bytes` of them, sent as the client takes them. */
  readonly stream?: { readonly bytes: number; readonly read: () => AsyncIterable<Uint8Array> };
  readonly headers?: Readonly<Record<string, string>>;
}

export const json = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
  headers,
});

export const problem = (
  status: number,
  { code, message }: Problem,
  headers: Readonly<Record<string, string>> = {},
): Answer => json(status, { code, message }, headers);

export function write(
  response: ServerResponse,
  { status, type, body, stream, headers }: Answer,
  withBody = true,
): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : (body ?? new Uint8Array());
  response.writeHead(status, {
    ...securityHeaders,
    'cache-control': 'no-store',
    ...(type === undefined ? {} : { 'content-type': type }),
    ...(status === 204 ? {} : { 'content-length': stream?.bytes ?? bytes.length }),
    ...headers,
  });
  if (stream === undefined || !withBody) {
    const rest = withBody && status !== 204 ? bytes : undefined;
    if (headers?.['connection'] === 'close') endWithRequest(response, rest);
    else response.end(rest);
    return;
  }
  // The client went away, or the disk failed: what it has is too short, and its browser says so.
  pipeline(stream.read(), response).catch(() => response.destroy());
}

/** The connection ends with the answer. A client that still sends would be cut off before it reads that: so what it sends is read away first. */
function endWithRequest(response: ServerResponse, bytes: Uint8Array | undefined): void {
  const { req: request } = response;
  if (request.complete || request.destroyed) {
    response.end(bytes);
    return;
  }
  if (bytes !== undefined) response.write(bytes);
  request.once('close', () => response.end());
  request.resume();
}
