/** HTTP of the UIPort beyond the calls: who may use it, what it serves, what it refuses. */
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { onlyPeer } from '../../src/api/endpoint.ts';
import { createEventHub } from '../../src/api/eventHub.ts';
import { openHttpPort, type HttpPort, type HttpPortOptions } from '../../src/uiport/httpPort.ts';
import { MAX_BODY_BYTES, MAX_SOCKETS } from '../../src/uiport/limits.ts';
import { fakeService } from './fakeService.ts';

const token = 'correct-horse-battery-staple';
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const onBug = (error: unknown): never => {
  throw error;
};
/** A call whose JSON is this long. */
const ofBytes = (bytes: number): string => `{"text":"${'x'.repeat(bytes - 11)}"}`;

async function open(options: Partial<HttpPortOptions> = {}) {
  const service = fakeService();
  const hub = createEventHub(service, 'run-1');
  const port = await openHttpPort({
    endpoints: onlyPeer(service, hub),
    host: '127.0.0.1',
    port: 0,
    onBug,
    ...options,
  });
  if (!port.ok) throw new Error(port.problem.message);
  closing.push(() => port.value.close());
  return { service, port: port.value };
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Unlike fetch, this sends any Host, Origin and path. */
async function ask({ port }: HttpPort, path: string, { method = 'GET', headers = {}, body }: Asked = {}) {
  const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false });
  sent.on('error', () => undefined);
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const text = await textOf(response);
  return { status: response.statusCode, headers: response.headers, text };
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

const json = { 'content-type': 'application/json' };
const bearer = (value: string) => ({ authorization: `Bearer ${value}` });
const post = (value: unknown, headers: Readonly<Record<string, string>> = {}): Asked => ({
  method: 'POST',
  headers: { ...json, ...headers },
  body: JSON.stringify(value),
});

describe('a backup', () => {
  it('is streamed to whoever knows its id, once, as a file to save', async () => {
    let left = 1;
    const download = (id: string) =>
      id !== 'a1' || left-- === 0
        ? undefined
        : {
            name: 'Peerster 2026-11-21.peerster-backup',
            bytes: 6,
            async *stream() {
              yield Buffer.from('one');
              yield Buffer.from('two');
            },
          };
    const { port } = await open({ download, token });
    const headers = { authorization: `Bearer ${token}` };
    expect(await ask(port, '/api/v1/backup/a1')).toMatchObject({ status: 401 });
    expect(await ask(port, '/api/v1/backup/b2', { headers })).toMatchObject({ status: 404 });
    const foreign = { ...headers, 'sec-fetch-site': 'cross-site' };
    expect(await ask(port, '/api/v1/backup/a1', { headers: foreign })).toMatchObject({ status: 403 });
    const answer = await ask(port, '/api/v1/backup/a1', { headers });
    expect(answer).toMatchObject({ status: 200, text: 'onetwo' });
    expect(answer.headers['content-disposition']).toBe('attachment; filename="Peerster 2026-11-21.peerster-backup"');
    expect(answer.headers['content-length']).toBe('6');
    expect(await ask(port, '/api/v1/backup/a1', { headers })).toMatchObject({ status: 404 });
    expect(await ask(port, '/api/v1/backup/a1', { headers, method: 'POST' })).toMatchObject({ status: 405 });
  });
});

describe('requests', () => {
  it('takes the input of a query from the address', async () => {
    const { port } = await open();
    for (const text of ['a', 'b', 'c']) await ask(port, '/api/v1/say', post({ text }));
    const page = await ask(port, '/api/v1/messages?limit=1&before.shownAt=0&before.key=3');
    expect(JSON.parse(page.text)).toMatchObject({ messages: [{ text: 'b' }], more: true, total: 3 });
    expect((await ask(port, '/api/v1/messages?limit=x')).text).toContain(
      'Give \\"limit\\" of \\"messages\\" as a number.',
    );
    expect((await ask(port, '/api/v1/messages?__proto__.x=1&limit=1')).status).toBe(200);
  });

  it.each([
    ['GET', '/api/v1/say', 405, 'method-not-allowed'],
    ['DELETE', '/api/v1/self', 405, 'method-not-allowed'],
    ['PUT', '/', 405, 'method-not-allowed'],
    ['POST', '/health', 405, 'method-not-allowed'],
    ['GET', '/api/v1/session', 405, 'method-not-allowed'],
    ['GET', '/nowhere', 404, 'not-found'],
    ['GET', '/api/v1/nothing', 404, 'unknown-call'],
    ['GET', '/api/v1/constructor', 404, 'unknown-call'],
    ['GET', '/api/v1/', 404, 'unknown-call'],
    ['GET', '/api/v1/socket', 426, 'upgrade-needed'],
    ['POST', '/api/v1/say', 415, 'wrong-content-type'],
  ])('%s %s is answered %d %s', async (method, path, status, code) => {
    const { port } = await open();
    const answer = await ask(port, path, { method });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ code });
  });

  it('refuses a form, broken JSON and a body over the limit, and takes one at it', async () => {
    const { port, service } = await open();
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await ask(port, '/api/v1/say', { method: 'POST', headers: form, body: 'text=x' })).status).toBe(415);
    const broken = await ask(port, '/api/v1/say', { method: 'POST', headers: json, body: '{"text":' });
    expect(JSON.parse(broken.text)).toMatchObject({ code: 'bad-json' });
    expect(
      (await ask(port, '/api/v1/say', { method: 'POST', headers: json, body: ofBytes(MAX_BODY_BYTES) })).status,
    ).toBe(200);
    expect(
      (await ask(port, '/api/v1/say', { method: 'POST', headers: json, body: ofBytes(MAX_BODY_BYTES + 1) })).status,
    ).toBe(413);
    const chunked = { ...json, 'transfer-encoding': 'chunked' };
    expect(
      (await ask(port, '/api/v1/say', { method: 'POST', headers: chunked, body: ofBytes(MAX_BODY_BYTES + 1) })).status,
    ).toBe(413);
    expect(service.said).toHaveLength(1);
  });

  it('tells a client that still sends that it is too much, and cuts it off only when it is done', async () => {
    const { port } = await open();
    const headers = { ...json, 'transfer-encoding': 'chunked' };
    const to = { host: '127.0.0.1', port: port.port, path: '/api/v1/say', method: 'POST', headers, agent: false };
    const sent = request(to);
    sent.write(ofBytes(MAX_BODY_BYTES + 1));
    const [response] = (await once(sent, 'response')) as [IncomingMessage]; // rejects where the connection is reset
    expect([response.statusCode, response.headers.connection]).toEqual([413, 'close']);
    expect(JSON.parse(await textOf(response))).toMatchObject({ code: 'body-too-large' });

    const socket = createConnection(port.port, '127.0.0.1');
    const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    socket.write('POST /api/v1/say HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n');
    socket.write(`Transfer-Encoding: chunked\r\n\r\n${chunk('x'.repeat(MAX_BODY_BYTES + 1))}`);
    await expect.poll(() => answer).toContain('"body-too-large"');
    for (let left = 16; left > 0; left -= 1) socket.write(chunk('x'.repeat(MAX_BODY_BYTES)));
    socket.write('0\r\n\r\n');
    await once(socket, 'end'); // rejects where it is reset
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    socket.destroy();
  });

  it('survives requests that are no HTTP', async () => {
    const { port } = await open();
    for (const bytes of ['\r\n\r\n\0\0', 'GET / HTTP/9.9\r\n\r\n', 'GET //[ HTTP/1.1\r\nhost: localhost\r\n\r\n']) {
      const socket = createConnection(port.port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.resume();
      socket.end(bytes);
      await once(socket, 'close');
    }
    expect((await ask(port, '/health')).status).toBe(200);
  });

  it('answers /metrics in the Prometheus format', async () => {
    const { port } = await open();
    const answer = await ask(port, '/metrics');
    expect(answer.headers['content-type']).toContain('version=0.0.4');
    expect(answer.text).toContain('# TYPE peerster_sent_bytes untyped\npeerster_sent_bytes 4\n');
  });
});

describe('foreign pages and names', () => {
  it.each(['evil.example', 'evil.example:80', 'localhost.evil.example', '127.0.0.1@evil.example', '127.0.0.1/'])(
    'refuses the host %j (DNS rebinding)',
    async (host) => {
      const { port } = await open();
      for (const path of ['/', '/api/v1/self', '/metrics']) {
        expect([400, 403]).toContain((await ask(port, path, { headers: { host } })).status);
      }
      expect((await ask(port, '/health', { headers: { host: 'evil.example' } })).status).toBe(200);
    },
  );

  it.each(['localhost:9', 'LOCALHOST', '127.0.0.1', '[::1]:8080', '192.168.1.7:8080'])(
    'takes the host %s',
    async (host) => {
      const { port } = await open();
      expect((await ask(port, '/api/v1/self', { headers: { host } })).status).toBe(200);
    },
  );

  it.each([
    [{ origin: 'http://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'http://localhost:1' }, 403],
    [{ origin: 'file://' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:8080' }, 200],
    [{ origin: 'http://localhost:8080' }, 200],
    [{ 'sec-fetch-site': 'none' }, 200],
  ])('answers a browser that sends %j with %d', async (headers, status) => {
    const { port } = await open();
    expect((await ask(port, '/api/v1/say', post({ text: 'x' }, { host: 'localhost:8080', ...headers }))).status).toBe(
      status,
    );
  });

  it('lets no other page open the socket', async () => {
    const { port } = await open();
    expect(await socketStatus(port, { origin: 'http://evil.example' })).toBe(403);
    expect(await socketStatus(port, { host: 'evil.example' })).toBe(403);
    expect(await socketStatus(port, { origin: `http://127.0.0.1:${port.port}` })).toBe(101);
    expect(await socketStatus(port, {}, '/api/v1/other')).toBe(404);
  });
});

describe('with a token', () => {
  it('refuses everything but health, the page and the session without it', async () => {
    const { port } = await open({ token });
    for (const path of ['/api/v1/self', '/api/v1/nothing', '/metrics', `/api/v1/self?token=${token}`]) {
      expect((await ask(port, path)).status, path).toBe(401);
      expect((await ask(port, path, { headers: bearer(`${token}x`) })).status, path).toBe(401);
    }
    expect((await ask(port, '/health')).status).toBe(200);
    expect((await ask(port, '/')).status).toBe(503); // not built, but allowed
    expect(await socketStatus(port, {})).toBe(401);
  });

  it('takes it as a bearer, for the socket too', async () => {
    const { port } = await open({ token });
    expect((await ask(port, '/api/v1/self', { headers: bearer(token) })).status).toBe(200);
    expect(await socketStatus(port, bearer(token))).toBe(101);
  });

  it('opens a session with a cookie that scripts and other sites cannot use', async () => {
    const { port } = await open({ token });
    for (const wrong of [{ token: `${token}x` }, { token: 5 }, {}, null, []]) {
      expect((await ask(port, '/api/v1/session', post(wrong))).status).toBe(401);
    }
    const opened = await ask(port, '/api/v1/session', post({ token }));
    expect(opened.status).toBe(204);
    const setCookie = opened.headers['set-cookie']?.[0] ?? '';
    expect(setCookie).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(setCookie).not.toContain(token);
    const cookie = setCookie.split(';')[0] ?? '';
    expect((await ask(port, '/api/v1/self', { headers: { cookie: `other=1; ${cookie}` } })).status).toBe(200);
    expect((await ask(port, '/api/v1/self', { headers: { cookie: `${cookie}x` } })).status).toBe(401);
    expect(await socketStatus(port, { cookie })).toBe(101);
    expect(await socketStatus(port, { cookie, origin: 'http://evil.example' })).toBe(403);
  });

  it('opens beyond loopback only with one, and only with a strong one', async () => {
    const service = fakeService();
    const hub = createEventHub(service, 'run-1');
    const options = { endpoints: onlyPeer(service, hub), host: '0.0.0.0', port: 0, onBug: () => undefined };
    expect(await openHttpPort(options)).toMatchObject({ ok: false, problem: { code: 'token-needed' } });
    expect(await openHttpPort({ ...options, token: 'short' })).toMatchObject({
      ok: false,
      problem: { code: 'token-too-weak' },
    });
  });
});

describe('the page', () => {
  it('is served with its types and a strict policy, and nothing outside its folder is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'page-'));
    closing.push(() => rm(folder, { recursive: true }));
    const pageFolder = join(folder, 'page');
    await mkdir(join(pageFolder, 'assets'), { recursive: true });
    await writeFile(join(folder, 'secret.js'), 'secret');
    await writeFile(join(pageFolder, 'index.html'), '<!doctype html>hello');
    await writeFile(join(pageFolder, 'assets', 'a-123.js'), '1');
    await writeFile(join(pageFolder, 'a-123.js.map'), '1');
    const { port } = await open({ pageFolder });
    const index = await ask(port, '/');
    expect(index.text).toBe('<!doctype html>hello');
    expect(index.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' });
    expect(index.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    expect(index.headers['x-content-type-options']).toBe('nosniff');
    const script = await ask(port, '/assets/a-123.js');
    expect(script.headers['cache-control']).toContain('immutable');
    expect((await ask(port, '/', { method: 'HEAD' })).text).toBe('');
    for (const path of [
      '/../secret.js',
      '/..%2fsecret.js',
      '/%2e%2e/secret.js',
      '/assets/../../secret.js',
      '/assets/..%5c..%5csecret.js',
      '//secret.js',
      '/assets',
      '/a-123.js.map',
      '/assets/a-123.js%00',
      '/constructor',
    ]) {
      const answer = await ask(port, path);
      expect(answer.status, path).toBe(404);
      expect(answer.text).not.toContain('secret');
    }
  });
});

it('finds a free port beyond many taken ones, without a word on standard error', async () => {
  const warned = vi.fn<() => void>();
  process.on('warning', warned);
  closing.push(async () => void process.off('warning', warned));
  const first = (await open({ port: { firstFreeFrom: 21_300 } })).port.port;
  const ports = new Set([first]);
  for (let i = 0; i < 14; i++) ports.add((await open({ port: { firstFreeFrom: first } })).port.port);
  expect(ports.size).toBe(15);
  await new Promise(setImmediate);
  expect(warned).not.toHaveBeenCalled();
});

it(`opens ${MAX_SOCKETS} sockets and refuses the next`, async () => {
  const { port } = await open();
  const sockets = await Promise.all(
    Array.from({ length: MAX_SOCKETS }, async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${port.port}/api/v1/socket`);
      await once(socket, 'open');
      return socket;
    }),
  );
  expect(await socketStatus(port, {})).toBe(503);
  sockets[0]?.terminate();
  await expect.poll(() => socketStatus(port, {})).toBe(101);
  for (const socket of sockets) socket.terminate();
});

it('gives up a refused socket whose other end stays open', async () => {
  const { port } = await open({ token });
  const socket = createConnection({ host: '127.0.0.1', port: port.port, allowHalfOpen: true });
  closing.unshift(async () => void socket.destroy());
  const lines = ['GET /api/v1/socket HTTP/1.1', `host: 127.0.0.1:${port.port}`, 'connection: Upgrade'];
  lines.push('upgrade: websocket', 'sec-websocket-version: 13', 'sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==');
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  socket.resume();
  await once(socket, 'end');
  // What is written now meets a socket that is gone.
  const failed = once(socket, 'error');
  const writing = setInterval(() => socket.write('x'), 5);
  closing.unshift(async () => clearInterval(writing));
  expect(await failed).toMatchObject([{ code: expect.stringMatching(/^(ECONNRESET|EPIPE)$/) as string }]);
  await port.close();
});

describe('a slow client', () => {
  it('is dropped before it fills memory, and the others go on', async () => {
    const { port, service } = await open();
    const slow = new WebSocket(`ws://127.0.0.1:${port.port}/api/v1/socket`);
    await once(slow, 'open');
    slow.send('{"resumeFrom":0,"run":null}');
    await once(slow, 'message');
    slow.pause();
    const message = 'x'.repeat(64_000);
    for (let i = 0; i < 600; i++) {
      service.emit({ type: 'notice', notice: { level: 'info', code: 'n', message } });
      await new Promise(setImmediate);
    }
    const metrics = await ask(port, '/metrics');
    expect(metrics.text).toContain('peerster_ui_slow_clients_dropped 1');
    expect(metrics.text).toContain('peerster_ui_sockets 0');
    slow.terminate();
  });

  it('that fetches the largest page while events come is not dropped', async () => {
    const { port, service } = await open();
    const text = 'x'.repeat(8_000);
    for (let i = 0; i < 500; i++) await service.say({ text });
    const client = new WebSocket(`ws://127.0.0.1:${port.port}/api/v1/socket`);
    await once(client, 'open');
    let received = 0;
    client.on('message', () => (received += 1));
    client.send('{"resumeFrom":0,"run":null}');
    for (let id = 1; id <= 2; id++) client.send(JSON.stringify({ id, call: 'messages', input: { limit: 500 } }));
    await expect.poll(() => received).toBeGreaterThan(0);
    for (let i = 0; i < 50; i++) await service.say({ text });
    await expect.poll(() => received).toBe(1 + 2 + 50);
    client.terminate();
  });

  it('that sends nonsense is dropped', async () => {
    const { port } = await open();
    for (const nonsense of [
      '',
      '{',
      '[]',
      '{"id":-1,"call":"self"}',
      Buffer.from([1, 2, 3]),
      'x'.repeat(MAX_BODY_BYTES + 1),
    ]) {
      const socket = new WebSocket(`ws://127.0.0.1:${port.port}/api/v1/socket`);
      socket.on('error', () => undefined);
      await once(socket, 'open');
      socket.send(nonsense);
      const [code] = (await once(socket, 'close')) as [number];
      expect([1008, 1009]).toContain(code);
    }
    await expect.poll(async () => (await ask(port, '/metrics')).text).toContain('peerster_ui_sockets 0');
  });
});

/** The status that the upgrade was answered with; 101: it became a socket. */
async function socketStatus({ port }: HttpPort, headers: Readonly<Record<string, string>>, path = '/api/v1/socket') {
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  };
  const sent = request({ host: '127.0.0.1', port, path, headers: { ...upgrade, ...headers }, agent: false });
  sent.end();
  const status = await new Promise<number | undefined>((resolve, reject) => {
    sent.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response.statusCode);
    });
    sent.on('response', (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject);
  });
  return status;
}
