/** The course's client, written from protocol.md alone: one datagram to a UIPort. For tests only. */
import { createSocket } from 'node:dgram';
import process from 'node:process';
import { parseGoFlags } from '../../../src/cli/goFlags.ts';
import { encodeCommand, type CourseCommand } from '../../../src/lab/course/clientMessage.ts';

const flags = {
  UIPort: 'number',
  msg: 'text',
  dest: 'text',
  file: 'text',
  request: 'text',
  keywords: 'text',
  budget: 'number',
} as const;

const parsed = parseGoFlags(flags, process.argv.slice(2));
if (!parsed.ok) throw new Error(parsed.problem.message);
const given = parsed.value;
const socket = createSocket('udp4');
socket.send(encodeCommand(command()), given.UIPort ?? 8080, '127.0.0.1', () => socket.close());

function command(): CourseCommand {
  const { msg, dest, file, request, keywords, budget } = given;
  const destination = dest === undefined ? undefined : bytes(dest);
  if (keywords !== undefined) return { type: 'search', keywords: bytes(keywords).split(','), budget };
  if (file !== undefined && request !== undefined)
    return { type: 'download', file: bytes(file), root: request, destination };
  if (file !== undefined) return { type: 'share', file: bytes(file) };
  const text = bytes(msg ?? '');
  return destination === undefined ? { type: 'text', text } : { type: 'private', text, destination };
}

function bytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
