/** Whether a file is a picture of pixels, by its first bytes and never by its name: what a browser shows can run nothing then. */
import type { Content } from './fileRoutes.ts';

const HEAD = 16;
const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

export async function rasterType(content: Content): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  for await (const part of content.stream(0, Math.min(HEAD, content.size))) parts.push(part);
  return typeOfHead(Buffer.concat(parts));
}

export function typeOfHead(head: Uint8Array): string | undefined {
  if (head.length < HEAD) return undefined;
  if (ascii(head, 0, 8) === '\u0089PNG\r\n\u001a\n') return 'image/png';
  if (ascii(head, 0, 3) === '\u00ff\u00d8\u00ff') return 'image/jpeg';
  if (/^GIF8[79]a/.test(ascii(head, 0, 6))) return 'image/gif';
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return 'image/webp';
  if (ascii(head, 4, 8) === 'ftyp' && /^avi[fs]/.test(ascii(head, 8, 12))) return 'image/avif';
  return undefined;
}
