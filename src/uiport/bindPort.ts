/** Taking a port: exactly the one asked for, or the first free one from there on. */
import { refused, type Result } from '../api/result.ts';
import { PORTS_TRIED } from './limits.ts';

/** 0 as an exact port lets the system choose. */
export type WantedPort = number | { readonly firstFreeFrom: number };

/**
 * `tryPort` binds and resolves to what it bound, or rejects with a Node system error. Only a port that is taken moves
 * on to the next.
 */
export async function bindPort<T>(
  wanted: WantedPort,
  what: string,
  tryPort: (port: number) => Promise<T>,
): Promise<Result<T>> {
  const first = typeof wanted === 'number' ? wanted : wanted.firstFreeFrom;
  const last = typeof wanted === 'number' ? wanted : Math.min(65_535, first + PORTS_TRIED - 1);
  for (let port = first; port <= last; port++) {
    try {
      return { ok: true, value: await tryPort(port) };
    } catch (error) {
      const code = systemCode(error);
      if (code === undefined) throw error;
      if (code !== 'EADDRINUSE') return refused('cannot-listen', cannotListen(what, port, code));
    }
  }
  const range = first === last ? `Port ${first} is` : `The ports ${first} to ${last} are`;
  return refused('port-in-use', `${range} in use: choose another one for ${what}.`);
}

const systemCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

function cannotListen(what: string, port: number, code: string): string {
  switch (code) {
    case 'EACCES':
      return `Port ${port} is not allowed for this user: choose one above 1023 for ${what}.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine does not have the address given for ${what}: give one of its own.`;
    default:
      return `Port ${port} cannot be opened for ${what} (${code}): choose another one.`;
  }
}
