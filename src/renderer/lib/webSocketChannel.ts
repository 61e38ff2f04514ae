/** The channel of the web page: a WebSocket to the peer that served it, opened again whenever it breaks. */
import type { Target } from '../../api/bridge.ts';
import type { Channel } from '../../api/channel.ts';
import { reconnectingChannel, type Connection, type ConnectionHandlers } from '../../api/reconnectingChannel.ts';

const SOCKET_PATH = '/api/v1/socket';
const SET_SOCKET_PATH = '/api/v1/set/socket';
const SESSION_PATH = '/api/v1/session';
/** Any query will do: it is asked only to learn whether this page may ask. */
const QUESTION_PATH = '/api/v1/self';

export const webSocketChannel = (page: Location, target: Target): Channel =>
  reconnectingChannel({
    open: (handlers) => openSocket(page, target, handlers),
    after(ms, then) {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
    random: Math.random,
  });

function openSocket(page: Location, target: Target, handlers: ConnectionHandlers): Connection {
  const url = new URL(target.kind === 'set' ? SET_SOCKET_PATH : SOCKET_PATH, page.href);
  if (target.kind === 'peer' && target.id !== null) url.searchParams.set('peer', target.id);
  url.protocol = page.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(url);
  let wasOpen = false;
  socket.addEventListener('open', () => {
    wasOpen = true;
    handlers.opened();
  });
  socket.addEventListener('message', ({ data }) => handlers.message(parsed(data)));
  socket.addEventListener('close', () => {
    if (wasOpen) handlers.ended('broken');
    else void whyNot(page).then((why) => handlers.ended(why));
  });
  return {
    send: (message) => socket.send(JSON.stringify(message)),
    close: () => socket.close(),
  };
}

/** A browser hides with which status an upgrade was refused; a question over HTTP tells. */
async function whyNot(page: Location): Promise<'broken' | 'refused'> {
  try {
    const { status } = await fetch(new URL(QUESTION_PATH, page.href), { cache: 'no-store' });
    return status === 401 || status === 403 ? 'refused' : 'broken';
  } catch {
    return 'broken';
  }
}

/** Undefined, which fits no schema, for what is no JSON. */
function parsed(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Exchanges the token in the address's fragment for a cookie and takes it out of the address, so that it stays in no
 * history. A token that is wrong shows when the socket is refused.
 */
export async function takeTokenOfAddress(page: Location, history: History): Promise<void> {
  const token = new URLSearchParams(page.hash.slice(1)).get('token');
  if (token === null) return;
  history.replaceState(null, '', page.pathname + page.search);
  try {
    await fetch(new URL(SESSION_PATH, page.href), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
  } catch {
    // The peer is away: the socket will say so and try again, with the cookie of an earlier visit if there is one.
  }
}
