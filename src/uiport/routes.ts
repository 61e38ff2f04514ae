/** Which request gets which answer. Commands are posted; queries may also be asked for with their input in the address. */
import type { IncomingMessage } from 'node:http';
import { dispatch } from '../api/dispatch.ts';
import type { Endpoint, Endpoints } from '../api/endpoint.ts';
import type { Problem, Result } from '../api/result.ts';
import { cookieName, type Access } from './access.ts';
import { json, problem, type Answer } from './answers.ts';
import { metricsText, metricsType } from './metricsText.ts';
import type { SeedRoutes } from './environment/seedRoutes.ts';
import type { PageFiles } from './pageFiles.ts';
import { contentAnswer, FILE_PATH, uploadAnswer, type FileService } from './fileRoutes.ts';
import { queryInput } from './queryInput.ts';
import { readJson } from './requestBody.ts';
import type { TokenCheck } from './token.ts';

export const API = '/api/v1/';
export const SOCKET_PATH = `${API}socket`;
/** Of the set of peers. */
export const SET_SOCKET_PATH = `${API}set/socket`;
export const BACKUP_PATH = `${API}backup/`;
/** Where an environment is listed, which has no first peer to show. */
const ENVIRONMENT_PAGE = '/environment.html';
const SESSION_PATH = `${API}session`;

export interface RoutesOptions {
  readonly endpoints: Endpoints;
  readonly access: Access;
  readonly token: TokenCheck | undefined;
  readonly page: PageFiles;
  /** Files that the peer made for a client, by the ids that it was told; each is handed out once. */
  readonly download: TakeDownload | undefined;
  /** The files of a peer; undefined: of the first. */
  readonly files: (peer: string | undefined) => FileService | undefined;
  /** Those of the first seed's environment, where this is one. */
  readonly seed: SeedRoutes | undefined;
  /** Of the bindings, beside the peer's own. */
  readonly counters: () => Readonly<Record<string, number>>;
}

/** Answers any request; rejects only for a bug of ours. */
export function openRoutes({ endpoints, access, token, page, download, files, seed, counters }: RoutesOptions) {
  const openSession = async (request: IncomingMessage): Promise<Answer> => {
    const body = await readJson(request);
    if (!body.ok) return refusedAnswer(body.problem);
    if (token === undefined) return { status: 204 };
    const shown = body.value;
    const isRight =
      typeof shown === 'object' &&
      shown !== null &&
      'token' in shown &&
      typeof shown.token === 'string' &&
      token.isToken(shown.token);
    if (!isRight) return problem(401, { code: 'unauthorized', message: 'That is not the token of this peer.' });
    const cookie = `${cookieName(request)}=${token.cookieValue}; HttpOnly; SameSite=Strict; Path=/`;
    return { status: 204, headers: { 'set-cookie': cookie } };
  };

  const upload = async (
    request: IncomingMessage,
    service: FileService,
    parameters: URLSearchParams,
  ): Promise<Result<unknown>> => {
    const gone = new AbortController();
    const leave = (): void => gone.abort();
    request.socket.once('close', leave);
    // Node's typings give a stream's chunks as any; without an encoding they are Buffers.
    const result = await uploadAnswer(service, request as AsyncIterable<Uint8Array>, parameters, gone.signal);
    request.socket.off('close', leave);
    return result;
  };

  const metrics = async (peer: Endpoint): Promise<Answer> => {
    const own = await dispatch(peer.service, 'metrics', {}, peer.table);
    // The table says that `metrics` gives numbers by name; dispatch() hands out unknown because names are dynamic.
    const values = own.ok ? (own.value as Record<string, number>) : {};
    return { status: 200, type: metricsType, body: metricsText({ ...values, ...counters() }) };
  };

  const call = async (
    request: IncomingMessage,
    { service, table }: Endpoint,
    name: string,
    parameters: URLSearchParams,
  ): Promise<Answer> => {
    if (request.method === 'POST') {
      const body = await readJson(request);
      return body.ok ? resultAnswer(await dispatch(service, name, body.value, table)) : refusedAnswer(body.problem);
    }
    const isCommand = Object.hasOwn(table.commands, name);
    if (!isGet(request) || isCommand) return notAllowed(isCommand ? 'POST' : 'GET, POST');
    const schema = Object.hasOwn(table.calls, name) ? table.calls[name]?.input : undefined;
    const input = schema === undefined ? {} : queryInput(schema, parameters);
    return resultAnswer(await dispatch(service, name, input, table));
  };

  return async (request: IncomingMessage): Promise<Answer> => {
    const { path: whole, parameters } = targetOf(request);
    const { peer, path } = peerOfPath(whole);

    if (whole === '/health') return isGet(request) ? json(200, 'HEALTHY') : notAllowed('GET');
    const wrongHost = access.host(request);
    if (wrongHost !== undefined) return problem(wrongHost.status, wrongHost.problem);

    if (path === '/metrics' || path.startsWith(API)) {
      const isSession = whole === SESSION_PATH;
      const refusal = access.origin(request) ?? (isSession ? undefined : access.token(request));
      if (refusal !== undefined) return problem(refusal.status, refusal.problem);
      if (isSession) return request.method === 'POST' ? await openSession(request) : notAllowed('POST');
      if (path === SOCKET_PATH || whole === SET_SOCKET_PATH)
        return problem(426, upgradeNeeded, { upgrade: 'websocket' });
      if (path.startsWith(BACKUP_PATH)) {
        return request.method === 'GET' ? fileAnswer(download?.(path.slice(BACKUP_PATH.length))) : notAllowed('GET');
      }
      if (path === FILE_PATH || path.startsWith(`${FILE_PATH}/`)) {
        const service = files(peer);
        if (service === undefined) return problem(404, noSuchPeer);
        if (path === FILE_PATH) {
          if (request.method !== 'POST') return notAllowed('POST');
          return resultAnswer(await upload(request, service, parameters));
        }
        if (!isGet(request)) return notAllowed('GET');
        return await contentAnswer(service, path.slice(FILE_PATH.length + 1), parameters, request.headers.range);
      }
      const name = path.slice(API.length);
      const isOfSet = peer === undefined && Object.hasOwn(endpoints.set?.table.calls ?? {}, name);
      const endpoint = isOfSet ? endpoints.set : endpoints.peer(peer);
      if (endpoint === undefined) return problem(404, noSuchPeer);
      if (path === '/metrics') return isGet(request) ? await metrics(endpoint) : notAllowed('GET');
      return await call(request, endpoint, name, parameters);
    }
    if (seed?.has(whole) === true) {
      const refusal = access.origin(request);
      return refusal === undefined
        ? await seed.answer(request, whole, parameters)
        : problem(refusal.status, refusal.problem);
    }
    if (!isGet(request)) return notAllowed('GET');
    // The chat of one gossiper of an environment is at `/?peer=<id>`.
    if (seed !== undefined && whole === '/' && !parameters.has('peer')) {
      return { status: 302, headers: { location: ENVIRONMENT_PAGE } };
    }
    return (await page.answer(whole)) ?? problem(404, notFound);
  };
}

/** A file that the peer made: its shape, as this folder doesn't know the peer. */
export interface Download {
  readonly name: string;
  readonly bytes: number;
  stream(): AsyncIterable<Uint8Array>;
}
export type TakeDownload = (id: string) => Download | undefined;

const fileAnswer = (file: Download | undefined): Answer =>
  file === undefined
    ? problem(404, backupGone)
    : {
        status: 200,
        type: 'application/octet-stream',
        stream: { bytes: file.bytes, read: () => file.stream() },
        headers: { 'content-disposition': `attachment; filename="${file.name}"` },
      };

const backupGone: Problem = {
  code: 'backup-gone',
  message: 'That backup was fetched already or is too old. Make it again.',
};
/** `/peers/<id>/api/v1/say` is `/api/v1/say` of that peer. */
export function peerOfPath(whole: string): { peer: string | undefined; path: string } {
  const match = /^\/peers\/([a-z0-9-]{1,64})(\/.*)$/.exec(whole);
  return { peer: match?.[1], path: match?.[2] ?? whole };
}

export const noSuchPeer: Problem = {
  code: 'no-such-peer',
  message: 'No peer of that id runs here; ask for "groups", or in an environment "gossipers", to see those that do.',
};
const notFound: Problem = { code: 'not-found', message: 'There is nothing here; the API is under /api/v1/.' };
const upgradeNeeded: Problem = { code: 'upgrade-needed', message: 'Open this address as a WebSocket.' };

/** The path as it was sent: nothing is decoded or resolved, so only exact paths mean something. */
export function targetOf(request: IncomingMessage): { path: string; parameters: URLSearchParams } {
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  return { path, parameters: new URLSearchParams(query) };
}

const isGet = (request: IncomingMessage): boolean => request.method === 'GET' || request.method === 'HEAD';

const notAllowed = (methods: string): Answer =>
  problem(405, { code: 'method-not-allowed', message: `Use ${methods.replace(',', ' or')} here.` }, { allow: methods });

const resultAnswer = (result: Result<unknown>): Answer =>
  result.ok ? json(200, result.value) : refusedAnswer(result.problem);

function refusedAnswer(refusal: Problem): Answer {
  const status = statuses[refusal.code] ?? 400;
  // What is left of a body that is too large is not read: the connection can't be used again.
  return problem(status, refusal, status === 413 ? { connection: 'close' } : {});
}

const statuses: Readonly<Record<string, number>> = {
  'unknown-call': 404,
  'body-too-large': 413,
  'file-too-large': 413,
  'wrong-content-type': 415,
};
