/**
 * `app://peerster/`: the page's files under an origin of its own, with the same headers as over HTTP. Not `file://`,
 * under which every file of the machine would be one origin.
 */
import { protocol } from 'electron';
import { json, problem, securityHeaders, type Answer } from '../uiport/answers.ts';
import { contentAnswer, FILE_PATH, uploadAnswer, type FileService } from '../uiport/fileRoutes.ts';
import type { PageFiles } from '../uiport/pageFiles.ts';
import { noSuchPeer, peerOfPath } from '../uiport/routes.ts';

const SCHEME = 'app';
export const APP_ORIGIN = `${SCHEME}://peerster`;
export const START_PAGE = `${APP_ORIGIN}/`;

/** Before `ready`, that is before the first `await` of the entry module. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/** `files`: of a peer, by its id; undefined: of the first. */
export function serveAppScheme(
  page: PageFiles,
  files: (id: string | undefined) => Promise<FileService | undefined>,
): void {
  protocol.handle(SCHEME, async (request) => {
    if (!isOfApp(request.url)) return asResponse({ status: 404 });
    const url = new URL(request.url);
    const { peer, path } = peerOfPath(url.pathname);
    if (path === FILE_PATH || path.startsWith(`${FILE_PATH}/`))
      return asResponse(await fileAnswer(request, await files(peer), path, url.searchParams));
    const answer = request.method === 'GET' ? await page.answer(url.pathname) : undefined;
    return asResponse(answer ?? { status: 404 });
  });
}

async function fileAnswer(
  request: Request,
  files: FileService | undefined,
  path: string,
  parameters: URLSearchParams,
): Promise<Answer> {
  if (files === undefined) return problem(404, noSuchPeer);
  if (request.method === 'GET' && path !== FILE_PATH)
    return await contentAnswer(
      files,
      path.slice(FILE_PATH.length + 1),
      parameters,
      request.headers.get('range') ?? undefined,
    );
  if (request.method !== 'POST' || path !== FILE_PATH || request.body === null) return { status: 405 };
  const kept = await uploadAnswer(files, request.body as AsyncIterable<Uint8Array>, parameters, request.signal);
  return kept.ok ? json(200, kept.value) : problem(400, kept.problem);
}

/** Whether an address is of our own page. Chromium writes the origin of a standard scheme as `scheme://host`. */
export const isOfApp = (address: string): boolean => address.startsWith(START_PAGE);

function asResponse({ status, type, body, stream, headers }: Answer): Response {
  const bytes = typeof body === 'string' || body === undefined ? body : new Uint8Array(body);
  return new Response(stream === undefined ? (bytes ?? null) : ReadableStream.from(stream.read()), {
    status,
    headers: { ...securityHeaders, ...(type === undefined ? {} : { 'content-type': type }), ...headers },
  });
}
