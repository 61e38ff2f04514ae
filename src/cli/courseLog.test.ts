import { describe, expect, it } from 'vitest';
import type { Trace } from '../gossiper/input.ts';
import { bytesOf, parseAddress, parseOrigin, type Address, type Origin } from '../gossiper/names.ts';
import { textOf } from '../wire/index.ts';
import { courseLine } from './courseLog.ts';

const address = (text: string): Address => parseAddress(text) ?? fail(text);
const origin = (text: string): Origin => parseOrigin(text) ?? fail(text);
const fail = (text: string): never => {
  throw new Error(text);
};
const from = address('127.0.0.1:5001');
const rumor = (text: string): Trace => ({
  type: 'got',
  from,
  message: { type: 'rumor', rumor: { origin: origin('B'), id: 7, text, extensions: new Uint8Array() } },
});
const status = (...names: string[]): Trace => ({
  type: 'got',
  from,
  message: { type: 'status', want: names.map((name, i) => ({ origin: origin(name), nextId: i + 1 })) },
});

describe('the course log', () => {
  it.each<[Trace, string]>([
    [{ type: 'said', text: 'hello' }, 'CLIENT MESSAGE hello'],
    [
      {
        type: 'got',
        from,
        message: { type: 'simple', originalName: 'B', relayPeerAddr: '127.0.0.1:5002', contents: 'x y' },
      },
      'SIMPLE MESSAGE origin B from 127.0.0.1:5002 contents x y',
    ],
    [rumor('hi'), 'RUMOR origin B from 127.0.0.1:5001 ID 7 contents hi'],
    [rumor(''), 'RUMOR origin B from 127.0.0.1:5001 ID 7 contents '],
    [status(), 'STATUS from 127.0.0.1:5001'],
    [status('A', 'B'), 'STATUS from 127.0.0.1:5001 peer A nextID 1 peer B nextID 2'],
    [{ type: 'peers', addresses: [from, address('127.0.0.1:5002')] }, 'PEERS 127.0.0.1:5001,127.0.0.1:5002'],
    [{ type: 'peers', addresses: [] }, 'PEERS '],
    [{ type: 'said', text: 'hi' }, 'CLIENT MESSAGE hi'],
    [{ type: 'said', text: 'hi', destination: origin('B') }, 'CLIENT MESSAGE hi dest B'],
    [{ type: 'route', origin: origin('B'), via: from }, 'DSDV B 127.0.0.1:5001'],
    [
      { type: 'private', origin: origin('B'), hopLimit: 8, text: 'a\nb' },
      String.raw`PRIVATE origin B hop-limit 8 contents a\nb`,
    ],
    [{ type: 'mongering', to: from }, 'MONGERING with 127.0.0.1:5001'],
    [{ type: 'coin', to: from }, 'FLIPPED COIN sending rumor to 127.0.0.1:5001'],
    [{ type: 'inSync', from, status: { type: 'status', want: [] } }, 'IN SYNC WITH 127.0.0.1:5001'],
  ])('%#', (trace, line) => {
    expect(courseLine(trace)).toBe(line);
  });

  it('writes a line break in a text as \\n, so that nobody forges a line', () => {
    expect(courseLine(rumor('a\nPEERS x\n'))).toBe(
      String.raw`RUMOR origin B from 127.0.0.1:5001 ID 7 contents a\nPEERS x\n`,
    );
    expect(courseLine(status('A\nB'))).toBe(String.raw`STATUS from 127.0.0.1:5001 peer A\nB nextID 1`);
  });

  it('gives back the bytes of a text that is not UTF-8', () => {
    const line = courseLine(rumor(textOf(new Uint8Array([0xff, 0x41, 0xc3])))) ?? '';
    expect([...bytesOf(line)].slice(-3)).toEqual([0xff, 0x41, 0xc3]);
  });
});
