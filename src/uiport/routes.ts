/** Which request gets which answer. Commands are posted; queries may also be asked for with their input in the address. */
import type { IncomingMessage } from 'node:http';
import { commands, type CallName } from '../api/contract.ts';
import { dispatch, isCallName } from '../api/dispatch.ts';
import type { Problem, Result } from '../api/result.ts';
import type { Service } from '../api/service.ts';
import { cookieName, type Access } from './access.ts';
import { json, problem, type Answer } from './answers.ts';
import { metricsText, metricsType } from './metricsText.ts';
import type { PageFiles } from './pageFiles.ts';
import { queryInput } from './queryInput.ts';
import { readJson } from './requestBody.ts';
import type { TokenCheck } from './token.ts';

export const API = '/api/v1/';
export const SOCKET_PATH = `${API}socket`;
const SESSION_PATH = `${API}session`;

export interface RoutesOptions {
  readonly service: Service;
  readonly access: Access;
  readonly token: TokenCheck | undefined;
  readonly page: PageFiles;
  /** Counters of the bindings, beside the peer's own. */
  readonly counters: () => Readonly<Record<string, number>>;
}

/** Answers any request; rejects only for a bug of ours. */
export function openRoutes({ service, access, token, page, counters }: RoutesOptions) {
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

  const metrics = async (): Promise<Answer> => {
    const own = await dispatch(service, 'metrics', {});
    // The table says that `metrics` gives numbers by name; dispatch() hands out unknown because names are dynamic.
    const values = own.ok ? (own.value as Record<string, number>) : {};
    return { status: 200, type: metricsType, body: metricsText({ ...values, ...counters() }) };
  };

  const call = async (request: IncomingMessage, name: string, parameters: URLSearchParams): Promise<Answer> => {
    if (request.method === 'POST') {
      const body = await readJson(request);
      return body.ok ? resultAnswer(await dispatch(service, name, body.value)) : refusedAnswer(body.problem);
    }
    const isCommand = Object.hasOwn(commands, name);
    if (!isGet(request) || isCommand) return notAllowed(isCommand ? 'POST' : 'GET, POST');
    const input = isCallName(name) ? queryInput(name satisfies CallName, parameters) : {};
    return resultAnswer(await dispatch(service, name, input));
  };

  return async (request: IncomingMessage): Promise<Answer> => {
    const { path, parameters } = targetOf(request);

    if (path === '/health') return isGet(request) ? json(200, 'HEALTHY') : notAllowed('GET');
    const wrongHost = access.host(request);
    if (wrongHost !== undefined) return problem(wrongHost.status, wrongHost.problem);

    if (path === '/metrics' || path.startsWith(API)) {
      const isSession = path === SESSION_PATH;
      const refusal = access.origin(request) ?? (isSession ? undefined : access.token(request));
      if (refusal !== undefined) return problem(refusal.status, refusal.problem);
      if (isSession) return request.method === 'POST' ? await openSession(request) : notAllowed('POST');
      if (path === '/metrics') return isGet(request) ? await metrics() : notAllowed('GET');
      if (path === SOCKET_PATH) return problem(426, upgradeNeeded, { upgrade: 'websocket' });
      return await call(request, path.slice(API.length), parameters);
    }
    if (!isGet(request)) return notAllowed('GET');
    return (await page.answer(path)) ?? problem(404, notFound);
  };
}

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
  'wrong-content-type': 415,
};
