/** Files over HTTP: kept as they come, given as nothing but bytes. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { onlyPeer } from '../../src/api/endpoint.ts';
import { createEventHub } from '../../src/api/eventHub.ts';
import { done, refused } from '../../src/api/result.ts';
import { openHttpPort } from '../../src/uiport/httpPort.ts';
import { typeOfHead } from '../../src/uiport/rasterType.ts';
import { fakeService } from './fakeService.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const HASH = 'ab'.repeat(32);
const TOKEN = 'correct-horse-battery-staple';

async function open(content = Buffer.from('hello'), name = 'a.txt', token?: string) {
  const kept = new Map<string, { bytes: Buffer; listed: boolean }>();
  const failures: unknown[] = [];
  const [slowBegan, slowGone] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const service = fakeService();
  const port = await openHttpPort({
    endpoints: onlyPeer(service, createEventHub(service, 'run')),
    host: '127.0.0.1',
    port: 0,
    ...(token === undefined ? {} : { token }),
    onBug: (error) => failures.push(error),
    files: (peer) =>
      peer !== undefined
        ? undefined
        : {
            async shareBytes(file, bytes, listed, gone) {
              const parts: Uint8Array[] = [];
              try {
                for await (const part of bytes) parts.push(part);
              } catch {
                return refused('file-not-written', 'It broke off.');
              }
              if (file === 'slow') {
                slowBegan.resolve();
                if (gone !== undefined) await once(gone, 'abort');
                slowGone.resolve();
              }
              kept.set(file, { bytes: Buffer.concat(parts), listed });
              return done({ name: file });
            },
            fileContent: (hash) =>
              hash === HASH
                ? {
                    name,
                    size: content.length,
                    async *stream(from, to) {
                      yield content.subarray(from, to);
                    },
                  }
                : undefined,
          },
  });
  if (!port.ok) throw new Error(port.problem.message);
  closing.push(() => port.value.close());
  return {
    url: `${port.value.url}api/v1/file`,
    port: port.value.port,
    kept,
    failures,
    slow: { began: slowBegan.promise, gone: slowGone.promise },
  };
}

describe('an upload', () => {
  it('is kept under its name, any bytes, of any type', async () => {
    const { url, kept } = await open();
    const bytes = Buffer.from([0, 1, 2, 255]);
    const answer = await fetch(`${url}?name=${encodeURIComponent('ü/../x.bin')}&listed=0`, {
      method: 'POST',
      body: bytes,
    });
    expect([answer.status, await answer.json()]).toEqual([200, { name: 'ü/../x.bin' }]);
    expect(kept.get('ü/../x.bin')).toEqual({ bytes, listed: false });
  });

  it('without a name, of another page or without the token is refused', async () => {
    const { url } = await open();
    expect(await (await fetch(url, { method: 'POST', body: 'x' })).json()).toMatchObject({ code: 'name-empty' });
    const foreign = await fetch(`${url}?name=a`, {
      method: 'POST',
      body: 'x',
      headers: { origin: 'http://evil.example' },
    });
    expect(foreign.status).toBe(403);
    expect((await fetch(`${url}?name=a`, { method: 'PUT', body: 'x' })).status).toBe(405);
    const guarded = await open(undefined, undefined, TOKEN);
    expect((await fetch(`${guarded.url}?name=a`, { method: 'POST', body: 'x' })).status).toBe(401);
    expect((await fetch(`${guarded.url}/${HASH}`)).status).toBe(401);
  });

  it('that breaks off keeps nothing, and is no bug', async () => {
    const { port, kept, failures, url } = await open();
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST /api/v1/file?name=half HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nonly this');
    await expect.poll(() => socket.bytesWritten).toBeGreaterThan(50);
    socket.destroy();
    expect((await fetch(`${url}?name=next`, { method: 'POST', body: 'x' })).status).toBe(200);
    expect([[...kept.keys()], failures]).toEqual([['next'], []]);
  });

  it('whose client is gone before the answer is told so', async () => {
    const { port, slow } = await open();
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST /api/v1/file?name=slow HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\n\r\nslow');
    await slow.began;
    socket.destroy();
    await slow.gone;
  });
});

describe('a file', () => {
  it('is given as an attachment that can do nothing, under its name', async () => {
    const { url } = await open(Buffer.from('<script>alert(1)</script>'), '会"議\r\n.html');
    const answer = await fetch(`${url}/${HASH}`);
    expect(await answer.text()).toBe('<script>alert(1)</script>');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="_____.html"; filename*=UTF-8''%E4%BC%9A%22%E8%AD%B0%0D%0A.html`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    expect((await fetch(`${url}/${HASH}?inline=1`)).headers.get('content-disposition')).toMatch(/^attachment/);
  });

  it.each([
    ['bytes=0-1', 206, 'he', 'bytes 0-1/5'],
    ['bytes=3-', 206, 'lo', 'bytes 3-4/5'],
    ['bytes=-2', 206, 'lo', 'bytes 3-4/5'],
    ['bytes=4-99', 206, 'o', 'bytes 4-4/5'],
    ['bytes=0-1,3-4', 200, 'hello', null],
    ['lines=1-2', 200, 'hello', null],
  ])('in part: %s', async (range, status, text, part) => {
    const { url } = await open();
    const answer = await fetch(`${url}/${HASH}`, { headers: { range } });
    expect([answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual([status, text, part]);
  });

  it('beyond its end, or that isn’t here, is refused in a sentence', async () => {
    const { url } = await open();
    expect((await fetch(`${url}/${HASH}`, { headers: { range: 'bytes=9-' } })).status).toBe(416);
    for (const path of [`${url}/zz`, `${url}/`, `${url.replace('/api', '/peers/other/api')}/${HASH}`])
      expect((await fetch(path)).status).toBe(404);
    const head = await fetch(`${url}/${HASH}`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '5']);
  });

  it('is shown where its first bytes are those of a picture', async () => {
    const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(20)]);
    const { url } = await open(png, 'a.html');
    const answer = await fetch(`${url}/${HASH}?inline=1`);
    expect([answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual([
      'image/png',
      'inline',
    ]);
  });

  it.each([
    ['\u00ff\u00d8\u00ff\u00e0', 'image/jpeg'],
    ['GIF89a', 'image/gif'],
    ['RIFF\u0000\u0000\u0000\u0000WEBP', 'image/webp'],
    ['\u0000\u0000\u0000\u0020ftypavif', 'image/avif'],
    ['<svg xmlns="http://www.w3.org/2000/svg">', undefined],
    ['%PDF-1.7 and so on', undefined],
  ])('%j begins %s', (head, type) => expect(typeOfHead(Buffer.from(head.padEnd(20), 'latin1'))).toBe(type));
});
