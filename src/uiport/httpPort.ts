/** The API, its events and the web page over HTTP. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { isIPv6, type AddressInfo } from 'node:net';
import type { Endpoints } from '../api/endpoint.ts';
import { refused, type Result } from '../api/result.ts';
import { internalProblem } from '../api/session.ts';
import { openAccess } from './access.ts';
import { problem, write } from './answers.ts';
import { bindPort, type WantedPort } from './bindPort.ts';
import type { SeedRoutes } from './environment/seedRoutes.ts';
import type { FileService } from './fileRoutes.ts';
import { MAX_CONNECTIONS, REQUEST_TIMEOUT_MS, UPLOAD_TIMEOUT_MS } from './limits.ts';
import { openPageFiles } from './pageFiles.ts';
import { openRoutes, type TakeDownload } from './routes.ts';
import { isUsableToken, MIN_TOKEN_LENGTH, tokenCheck } from './token.ts';
import { openWebSockets } from './webSockets.ts';

export interface HttpPortOptions {
  readonly endpoints: Endpoints;
  /** An address of this machine, or a name of it. Other than loopback only with a token. */
  readonly host: string;
  readonly port: WantedPort;
  readonly token?: string;
  /** The built page. */
  readonly pageFolder?: string;
  /** Hands out a backup that the peer made, once. */
  readonly download?: TakeDownload;
  /** The files of a peer, by its id; undefined: of the first. */
  readonly files?: (peer: string | undefined) => FileService | undefined;
  /** In an environment: the routes of the first seed, which ask for no token. */
  readonly seed?: SeedRoutes;
  /** Counters of other bindings, for /metrics. */
  readonly counters?: () => Readonly<Record<string, number>>;
  /** The service threw. The client was answered. */
  readonly onBug: (error: unknown) => void;
}

export interface HttpPort {
  readonly port: number;
  /** Where the page is: `http://127.0.0.1:8080/`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Codes: `token-needed`, `token-too-weak`, `port-in-use`, `cannot-listen`. */
export async function openHttpPort(options: HttpPortOptions): Promise<Result<HttpPort>> {
  const { endpoints, host, onBug } = options;
  if (options.token === undefined && !isLoopback(host)) {
    return refused('token-needed', `Give a token file to serve the page on ${host}, or serve it on 127.0.0.1.`);
  }
  if (options.token !== undefined && !isUsableToken(options.token)) {
    return refused(
      'token-too-weak',
      `Use a token of ${MIN_TOKEN_LENGTH} to 512 letters, digits and signs without a space; leave the file away to have one made.`,
    );
  }
  const token = options.token === undefined ? undefined : tokenCheck(options.token);
  const access = openAccess(host, token);
  const sockets = openWebSockets({ endpoints, access, onBug });
  const page = await openPageFiles(options.pageFolder);
  const counters = () => ({ ...options.counters?.(), ...sockets.counters() });
  const { download, files = () => undefined, seed } = options;
  const route = openRoutes({ endpoints, access, token, page, download, files, seed, counters });

  // Any other upgrade that a client offers (h2c) is none that a server has to take.
  const shouldUpgradeCallback = ({ headers }: IncomingMessage): boolean =>
    headers.upgrade?.toLowerCase() === 'websocket';
  const server = createServer({ shouldUpgradeCallback }, (request, response) => {
    const withBody = request.method !== 'HEAD';
    route(request).then(
      (answer) => write(response, answer, withBody),
      (error: unknown) => {
        if (request.destroyed && !request.complete) return; // the client went away amid its request
        write(response, problem(500, internalProblem), withBody);
        onBug(error);
      },
    );
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.headersTimeout = REQUEST_TIMEOUT_MS;
  server.requestTimeout = UPLOAD_TIMEOUT_MS;
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head));

  const bound = await bindPort(options.port, 'the page', (port) => listen(server, host, port));
  if (!bound.ok) {
    sockets.close();
    return bound;
  }
  return {
    ok: true,
    value: {
      port: bound.value,
      url: `http://${isIPv6(host) ? `[${host}]` : host}:${bound.value}/`,
      async close() {
        sockets.close();
        const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
        server.closeAllConnections();
        await closed;
      },
    },
  };
}

/** 127.0.0.0/8, ::1 and the name that systems keep for them. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);

const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    // Both go together: the next try, at another port, brings its own.
    const settle = (error?: Error): void => {
      server.off('error', settle);
      server.off('listening', settle);
      if (error !== undefined) reject(error);
      // A server that listens on a port has one; only one on a pipe has a name instead.
      else resolve((server.address() as AddressInfo).port);
    };
    server.on('error', settle);
    server.on('listening', settle);
    server.listen(port, host);
  });
