/** The first seed's environment, from its description alone (docs/protocol.md, "HTTP of the first seed's environment"). */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePorts, startEnvironment } from './peersterProcess.ts';

let folder = '';
let environment: Awaited<ReturnType<typeof startEnvironment>>;
let ports: readonly number[] = [];
const addressOf = (at: number): string => `127.0.0.1:${ports[at]}`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peerster-environment-'));
  environment = await startEnvironment(`--data=${folder}`, '-antiEntropy=1');
  ports = await freePorts(3);
});
afterAll(async () => {
  expect(await environment.stop()).toBe(0);
  await rm(folder, { recursive: true });
});

/** The answer of a route: its status and its body, as JSON where it is that. */
async function answerOf(response: Promise<Response>): Promise<{ status: number; body: unknown }> {
  const answer = await response;
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: answer.status, body: isJson ? (JSON.parse(text) as unknown) : text };
}
const get = (path: string, name?: string) =>
  answerOf(fetch(`${environment.url}${path}${name === undefined ? '' : `?name=${encodeURIComponent(name)}`}`));
const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  answerOf(
    fetch(`${environment.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );
const ok = (body: unknown) => ({ status: 200, body });
const eventually = (path: string, name: string, body: unknown) => expect.poll(() => get(path, name)).toEqual(ok(body));

describe('the environment', () => {
  const said = [
    { origin: 'A', id: 1, text: 'hello' },
    { origin: 'B', id: 1, text: 'Grüße, 世界' },
  ];
  const bytes = Buffer.from('a file of the first seed');
  /** The metafile of one chunk is its SHA-256, and the file's name in the network the SHA-256 of that. */
  const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest();
  const hash = sha256(sha256(bytes)).toString('hex');

  it('starts with none', async () => {
    expect(await get('/health')).toEqual(ok('HEALTHY'));
    expect(await get('/id', 'A')).toMatchObject({ status: 400, body: expect.stringContaining('"A"') as string });
  });

  it('starts gossipers', async () => {
    const started = await post('/start', { name: 'A', address: addressOf(0), peers: addressOf(1) });
    expect(started).toEqual(ok({ name: 'A', address: addressOf(0) }));
    expect(await post('/start', { name: 'B', address: addressOf(1), peers: '' })).toMatchObject({ status: 200 });
    expect(await get('/id', 'B')).toEqual(ok({ name: 'B', address: addressOf(1) }));
    expect(await get('/node', 'A')).toEqual(ok([addressOf(1)]));
  });

  it('spreads messages', async () => {
    expect(await post('/message', { name: 'A', msg: 'hello' })).toEqual(ok([said[0]]));
    await eventually('/message', 'B', [said[0]]);
    expect(await post('/message', { name: 'B', msg: said[1]?.text })).toEqual(ok(said));
    await eventually('/message', 'A', said);
    await eventually('/routes', 'A', { B: { IP: '127.0.0.1', Port: ports[1] } });
  });

  it('adds nodes, and learns the way to whom they know', async () => {
    await post('/start', { name: 'C', address: addressOf(2), peers: [] });
    expect(await post('/node', { name: 'C', node: addressOf(1) })).toEqual(ok([addressOf(1)]));
    await post('/message', { name: 'C', msg: 'from C' });
    await eventually('/routes', 'A', {
      B: { IP: '127.0.0.1', Port: ports[1] },
      C: { IP: '127.0.0.1', Port: ports[1] },
    });
  });

  it('carries private messages over a node between', async () => {
    const letter = { Origin: 'A', ID: 0, Destination: 'C', Text: 'psst' };
    const sent = await post('/private', { name: 'A', destination: 'C', msg: 'psst' });
    expect(sent).toEqual(ok({ C: [{ ...letter, HopLimit: 10 }] }));
    await expect.poll(() => get('/private', 'C')).toMatchObject(ok({ A: [letter] }));
    const { body } = (await get('/private', 'C')) as { body: { A: { HopLimit: number }[] } };
    expect(body.A[0]?.HopLimit).toBeLessThan(10);
    expect(await get('/private', 'B')).toEqual(ok({}));
  });

  it('takes a file, finds it and hands it on', async () => {
    const form = new FormData();
    form.append('name', 'A');
    form.append('file', new Blob([bytes]), 'seed.txt');
    expect(await answerOf(fetch(`${environment.url}/upload`, { method: 'POST', body: form }))).toEqual(
      ok({ [hash]: 'seed.txt' }),
    );
    expect(await get('/files', 'A')).toEqual(ok({ [hash]: 'seed.txt' }));
    expect(await post('/search', { name: 'C', search: 'seed,other' })).toEqual(ok('OK'));
    expect(await post('/request', { name: 'C', destination: 'A', hash, file: 'copy.txt' })).toEqual(ok({}));
    await eventually('/files', 'C', { [hash]: 'copy.txt' });
  });

  it('ends one, whose name and address are free then, and goes on where it was', async () => {
    expect(await post('/delete', { name: 'A' })).toEqual(ok('OK'));
    expect(await get('/id', 'A')).toMatchObject({ status: 400 });
    await post('/start', { name: 'A', address: addressOf(0), peers: addressOf(1) });
    expect(await get('/message', 'A')).toEqual(ok([]));
    expect(await post('/message', { name: 'A', msg: 'again' })).toEqual(ok([{ origin: 'A', id: 2, text: 'again' }]));
    await expect
      .poll(async () => (await get('/message', 'B')).body)
      .toContainEqual({ origin: 'A', id: 2, text: 'again' });
  });

  const start = (what: object) => post('/start', { name: 'D', address: '127.0.0.1:0', peers: [], ...what });
  const large = JSON.stringify({ name: 'A', msg: 'x'.repeat(70_000) });
  const form = (...fields: readonly string[]) => {
    const data = new FormData();
    for (const field of fields) data.append(field, field === 'file' ? new Blob(['x']) : 'A');
    return answerOf(fetch(`${environment.url}/upload`, { method: 'POST', body: data }));
  };
  it.each<[what: string, ask: () => Promise<{ status: number; body: unknown }>, words: RegExp]>([
    ['an address that is taken', () => start({ address: addressOf(1) }), /in use/],
    ['an address that is none', () => start({ address: 'here' }), /ip:port/],
    ['a peer that is none', () => start({ peers: 'there' }), /ip:port/],
    ['a name that runs', () => start({ name: 'A' }), /runs already/],
    ['a name that is empty', () => start({ name: '' }), /name/],
    ['an unknown name', () => get('/message', 'Z'), /"Z"/],
    ['no name', () => get('/message'), /name=A/],
    ['an unknown name in a body', () => post('/message', { name: 'Z', msg: 'x' }), /"Z"/],
    ['a field of a wrong type', () => post('/message', { name: 'A', msg: 7 }), /"msg" .* string/],
    ['a missing field', () => post('/private', { name: 'A', msg: 'x' }), /"destination"/],
    ['a node that is none', () => post('/node', { name: 'A', node: 'x' }), /not an address/],
    ['a hash that is none', () => post('/request', { name: 'A', hash: 'ff', file: 'x' }), /"hash"/],
    ['a search for nothing', () => post('/search', { name: 'A', search: ',' }), /words/],
    ['a text that is empty', () => post('/message', { name: 'A', msg: '' }), /nothing to send/],
    ['no JSON', () => post('/message', '{'), /JSON/],
    ['another type', () => post('/message', 'x', { 'content-type': 'text/plain' }), /application\/json/],
    ['a body that is too large', () => post('/message', large), /65536/],
    [
      'an upload with a boundary that is none',
      () => post('/upload', 'x', { 'content-type': 'multipart/form-data; xboundary=abc' }),
      /boundary/,
    ],
    ['an upload that is no form', () => post('/upload', { name: 'A' }), /multipart/],
    ['a form without a file', () => form('name'), /"file"/],
    ['a form whose name comes late', () => form('file', 'name'), /before/],
  ])('%s is 400 with a sentence', async (_, ask, words) => {
    const { status, body } = await ask();
    expect(status).toBe(400);
    expect(body).toMatch(words);
    expect(body).toMatch(/^[^\n]+\.$/);
    expect(await get('/id', 'D')).toMatchObject({ status: 400 });
  });

  it.each([
    ['a foreign page', { origin: 'http://evil.example' }],
    ['a name that points here', { host: 'evil.example' }],
  ])('%s is refused', async (_, headers) => {
    // Unlike fetch, this sends any Host and Origin.
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${environment.url}/message?name=A`, { headers, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject);
      sent.end();
    });
    expect(status).toBe(403);
  });

  it('one gossiper that stops amid an upload leaves the others running; a request that offers h2c is answered', async () => {
    const [port] = await freePorts(1);
    expect(await post('/start', { name: 'Amid', address: `127.0.0.1:${port}`, peers: [] })).toMatchObject({
      status: 200,
    });
    const sent = request(`${environment.url}/upload`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    });
    const over = new Promise((resolve) => sent.on('response', resolve).on('error', resolve));
    const part = (name: string, more = '') => `--b\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n`;
    sent.write(`${part('name')}Amid\r\n${part('file', '; filename="c.txt"')}begun`);
    expect(await post('/delete', { name: 'Amid' })).toMatchObject({ status: 200 });
    sent.end(' and ended\r\n--b--\r\n');
    await over;
    const offered = new Promise<number | undefined>((resolve, reject) => {
      const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABk' };
      request(`${environment.url}/health`, { headers }, ({ statusCode }) => resolve(statusCode))
        .on('error', reject)
        .end();
    });
    expect(await offered).toBe(200);
    expect(await get('/health')).toEqual(ok('HEALTHY'));
  });

  it('an upload that breaks off leaves nothing', async () => {
    const before = await get('/files', 'B');
    const head =
      '--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nB\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="half.txt"\r\n\r\nhalf';
    const sent = request(`${environment.url}/upload`, {
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '10000' },
    });
    sent.on('error', () => undefined);
    await new Promise((resolve) => sent.write(head, resolve));
    sent.destroy();
    const whole = new FormData();
    whole.append('name', 'B');
    whole.append('file', new Blob(['whole']), 'whole.txt');
    const after = await answerOf(fetch(`${environment.url}/upload`, { method: 'POST', body: whole }));
    expect(before).toEqual(ok({}));
    expect(Object.values(after.body as Record<string, string>)).toEqual(['whole.txt']);
  });
});

it('kill -9 loses nothing that was answered', async () => {
  const own = await mkdtemp(join(tmpdir(), 'peerster-environment-'));
  const [port = 0] = await freePorts(1);
  const start = async () => {
    const running = await startEnvironment(`--data=${own}`);
    const ask = (path: string, body: unknown) =>
      answerOf(
        fetch(`${running.url}${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      );
    await ask('/start', { name: 'A', address: `127.0.0.1:${port}`, peers: [] });
    return { running, say: (msg: string) => ask('/message', { name: 'A', msg }) };
  };
  const first = await start();
  expect(await first.say('one')).toEqual(ok([{ origin: 'A', id: 1, text: 'one' }]));
  await first.running.stop('SIGKILL');
  const second = await start();
  expect(await second.say('two')).toEqual(ok([{ origin: 'A', id: 2, text: 'two' }]));
  await second.running.stop();
  await rm(own, { recursive: true });
});
