import { once } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { openLineWriter } from './lineWriter.ts';
import { problemLog, SAME_PROBLEM_EVERY_MS } from './problemLog.ts';

/** An output whose reader takes a piece only when told to. */
function slowOutput() {
  const pieces: string[] = [];
  const takers: (() => void)[] = [];
  const output = new Writable({
    write(chunk: Buffer, _encoding, then) {
      pieces.push(chunk.toString('latin1'));
      takers.push(() => then());
    },
  });
  return { output, pieces, take: () => takers.shift()?.() };
}

describe('lines', () => {
  it('leave at the end of the turn, whole and in order', async () => {
    const output = new PassThrough();
    const writer = openLineWriter(output);
    writer.line('one');
    writer.line('two');
    const [piece] = (await once(output, 'data')) as [Buffer];
    expect(piece.toString()).toBe('one\ntwo\n');
    output.resume();
    for (let i = 0; i < 2_000; i++) writer.line(`${i}`);
    await writer.flush(1_000);
    expect(output.readableLength).toBe(0);
  });

  it('wait for a slow reader up to the limit, then are lost and counted', async () => {
    const { output, pieces, take } = slowOutput();
    const writer = openLineWriter(output, 10);
    writer.line('12345678'); // 9 with its line break
    expect(writer.lost).toBe(0);
    writer.line('1'); // 11
    expect(writer.lost).toBe(1);
    writer.line(''); // 10
    expect(writer.lost).toBe(1);
    await expect.poll(() => pieces).toHaveLength(1);
    take();
    await expect
      .poll(() => {
        writer.line('x');
        return pieces.join('');
      })
      .toContain('x\n');
  });

  it('are written as their bytes', async () => {
    const { output, pieces } = slowOutput();
    openLineWriter(output).line('a\udcffb');
    await expect.poll(() => pieces).toEqual(['a\xffb\n']);
  });

  it('are dropped once nobody reads, and flush does not wait for them', async () => {
    const output = new Writable({ write: (_chunk, _encoding, then) => then(new Error('EPIPE')) });
    const writer = openLineWriter(output);
    writer.line('x');
    await writer.flush(60_000);
    writer.line('y');
    await writer.flush(60_000);
  });

  it('hold up the end no longer than allowed', async () => {
    const { output } = slowOutput();
    const writer = openLineWriter(output);
    writer.line('x');
    await writer.flush(1);
  });
});

it('a problem is told once in a while, however often it happens', async () => {
  const { output, pieces } = slowOutput();
  let now = 0;
  const tell = problemLog(openLineWriter(output), () => now);
  for (let i = 0; i < 1_000; i++) tell({ code: 'a', message: `${i}` });
  tell({ code: 'b', message: 'other' });
  now = SAME_PROBLEM_EVERY_MS;
  tell({ code: 'a', message: 'again' });
  await expect.poll(() => pieces.join('')).toBe('0\nother\nagain\n');
});
