/**
 * Who may use the UIPort.
 *
 * 1. Host is an IP address, `localhost` or the name that the port was opened under: a name that an attacker points at
 *    this machine (DNS rebinding) is none of these.
 * 2. A request that a browser made for another page (Origin, Sec-Fetch-Site) is refused, whatever it carries.
 * 3. With a token, everything but the page's files, `/health` and the opening of a session needs it or its cookie.
 */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Problem } from '../api/result.ts';
import type { TokenCheck } from './token.ts';

export interface Refusal {
  readonly status: 401 | 403;
  readonly problem: Problem;
}

export interface Access {
  /** Undefined: allowed. For every request but `/health`. */
  host(request: IncomingMessage): Refusal | undefined;
  /** For what a foreign page must not reach: the API, its socket, the metrics. */
  origin(request: IncomingMessage): Refusal | undefined;
  token(request: IncomingMessage): Refusal | undefined;
}

/** `name`: the host that the port was opened under. `token` absent: whoever reaches the port may use it. */
export function openAccess(name: string, token: TokenCheck | undefined): Access {
  const ownName = name.toLowerCase();
  return {
    host(request) {
      const host = hostOf(request);
      const isOurs =
        host !== undefined && (isIP(host.name) !== 0 || host.name === 'localhost' || host.name === ownName);
      return isOurs ? undefined : refusal(403, 'wrong-host', 'Open this page by an IP address or as localhost.');
    },
    origin(request) {
      const site = request.headers['sec-fetch-site'];
      const isForeign = site !== undefined && site !== 'same-origin' && site !== 'none';
      const { origin } = request.headers;
      if (!isForeign && (origin === undefined || hostOfOrigin(origin) === hostOf(request)?.whole)) return undefined;
      return refusal(403, 'wrong-origin', 'Requests of other web pages are refused.');
    },
    token(request) {
      if (token === undefined) return undefined;
      const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
      if (bearer !== undefined && token.isToken(bearer)) return undefined;
      const cookie = cookieOf(request);
      if (bearer === undefined && cookie !== undefined && token.isCookie(cookie)) return undefined;
      return refusal(401, 'unauthorized', 'Send the token as "Authorization: Bearer …", or open a session with it.');
    },
  };
}

/** Cookies are shared by all ports of a host, so the name tells ours apart. */
export const cookieName = (request: IncomingMessage): string => `peerster-${request.socket.localPort ?? 0}`;

const refusal = (status: Refusal['status'], code: string, message: string): Refusal => ({
  status,
  problem: { code, message },
});

function hostOf(request: IncomingMessage): { name: string; whole: string } | undefined {
  const { host } = request.headers;
  if (host === undefined || /[/?#@\\\s]/.test(host) || !URL.canParse(`http://${host}`)) return undefined;
  const url = new URL(`http://${host}`);
  return { name: url.hostname.replace(/^\[|\]$/g, ''), whole: url.host };
}

/** Undefined for `null` and whatever is no web page of a host. A proxy may have added the s of https. */
function hostOfOrigin(origin: string): string | undefined {
  if (!URL.canParse(origin)) return undefined;
  const url = new URL(origin);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  return new URL(`http://${url.host}`).host;
}

function cookieOf(request: IncomingMessage): string | undefined {
  const prefix = `${cookieName(request)}=`;
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(prefix))?.slice(prefix.length);
}
