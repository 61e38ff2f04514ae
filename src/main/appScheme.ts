/**
 * `app://peerster/`: the page's files under an origin of its own, with the same headers as over HTTP. Not `file://`,
 * under which every file of the machine would be one origin.
 */
import { protocol } from 'electron';
import { securityHeaders, type Answer } from '../uiport/answers.ts';
import type { PageFiles } from '../uiport/pageFiles.ts';

const SCHEME = 'app';
export const APP_ORIGIN = `${SCHEME}://peerster`;
export const START_PAGE = `${APP_ORIGIN}/`;

/** Before `ready`, that is before the first `await` of the entry module. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

export function serveAppScheme(page: PageFiles): void {
  protocol.handle(SCHEME, async (request) => {
    const url = new URL(request.url);
    const answer = isOfApp(request.url) && request.method === 'GET' ? await page.answer(url.pathname) : undefined;
    return asResponse(answer ?? { status: 404 });
  });
}

/** Whether an address is of our own page. Chromium writes the origin of a standard scheme as `scheme://host`. */
export const isOfApp = (address: string): boolean => address.startsWith(START_PAGE);

function asResponse({ status, type, body, headers }: Answer): Response {
  const bytes = typeof body === 'string' || body === undefined ? body : new Uint8Array(body);
  return new Response(bytes ?? null, {
    status,
    headers: { ...securityHeaders, ...(type === undefined ? {} : { 'content-type': type }), ...headers },
  });
}
