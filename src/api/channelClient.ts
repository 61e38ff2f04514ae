/**
 * The client's end of a channel. It survives a break of the connection: events continue where they stopped, and calls
 * that were on their way are answered with a problem, since nobody knows whether the peer saw them.
 *
 * 1. Subscribers see each event once, in order; `missed` before the first event after a hole.
 * 2. Calls made before the channel first opens wait for it, at most MAX_WAITING_CALLS of them.
 */
import type { Channel, ConnectionState } from './channel.ts';
import { toClientSchema, type ToldEvent, type ToPeer } from './channelMessages.ts';
import { eventSchema } from './contract.ts';
import { environmentEventSchema, type EnvironmentClient } from './environment.ts';
import type { Position } from './eventHub.ts';
import { refused, unreachable, type Result } from './result.ts';
import { groupEventSchema, type GroupClient } from './groups.ts';
import type { Client, HandlersOf } from './service.ts';

const MAX_WAITING_CALLS = 256;

const lost = refused('connection-lost', 'The connection to the peer broke; look whether it was done and try again.');
const closedNow = refused('not-connected', 'The peer cannot be reached now; try again when the connection is back.');
const notAllowed = refused(
  'unauthorized',
  'The peer refused this page; open it with the address that the peer printed.',
);

interface ChannelClient<Told> {
  call(name: string, input: unknown): Promise<Result<never>>;
  subscribe(handlers: HandlersOf<Told>): () => void;
  /** Ends the connection; every call after that is refused. */
  close(): void;
}

/** To one peer. */
export const createClient = (channel: Channel): Client & { close(): void } =>
  channelClient(channel, (event) => eventSchema.safeParse(event).data);

/** To the set of peers. */
export const createGroupClient = (channel: Channel): GroupClient & { close(): void } =>
  channelClient(channel, (event) => groupEventSchema.safeParse(event).data);

/** To the set of peers of an environment. */
export const createEnvironmentClient = (channel: Channel): EnvironmentClient & { close(): void } =>
  channelClient(channel, (event) => environmentEventSchema.safeParse(event).data);

/** `parse` gives undefined for an event that it doesn't know. */
function channelClient<Told>(channel: Channel, parse: (event: unknown) => Told | undefined): ChannelClient<Told> {
  const subscribers = new Set<HandlersOf<Told>>();
  const pending = new Map<number, (result: Result<unknown>) => void>();
  let waiting: ToPeer[] = [];
  let state: ConnectionState = 'connecting';
  let position: Position | undefined;
  let lastId = 0;

  const settleAll = (result: Result<never>): void => {
    waiting = [];
    const answers = [...pending.values()];
    pending.clear();
    for (const answer of answers) answer(result);
  };

  const opened = (): void => {
    channel.send({ resumeFrom: position?.seq ?? 0, run: position?.run ?? null, gather: true });
    for (const message of waiting) channel.send(message);
    waiting = [];
  };

  const told = ({ seq, event }: ToldEvent): void => {
    if (position === undefined || seq <= position.seq) return;
    position = { run: position.run, seq };
    const parsed = parse(event);
    if (parsed !== undefined) for (const subscriber of subscribers) subscriber.event(parsed);
  };

  const stop = channel.listen({
    state(next) {
      state = next;
      switch (next) {
        case 'open':
          opened();
          break;
        case 'closed':
          settleAll(lost);
          break;
        case 'refused':
          settleAll(notAllowed);
          break;
        case 'connecting':
          break;
        default:
          unreachable(next);
      }
      for (const subscriber of subscribers) subscriber.connection(next);
    },
    message(data) {
      const parsed = toClientSchema.safeParse(data);
      if (!parsed.success) return;
      const message = parsed.data;
      if ('id' in message) {
        const answer = pending.get(message.id);
        pending.delete(message.id);
        answer?.(message.result);
      } else if ('run' in message) {
        position = { run: message.run, seq: message.seq };
        if (message.missed) for (const subscriber of subscribers) subscriber.missed();
      } else for (const event of 'events' in message ? message.events : [message]) told(event);
    },
  });

  return {
    async call(name, input) {
      if (state === 'refused') return notAllowed;
      if (state === 'closed' || (state === 'connecting' && position !== undefined)) return closedNow;
      if (waiting.length >= MAX_WAITING_CALLS) return closedNow;
      lastId += 1;
      const message = { id: lastId, call: name, input };
      const result = await new Promise<Result<unknown>>((resolve) => {
        pending.set(message.id, resolve);
        if (state === 'open') channel.send(message);
        else waiting.push(message);
      });
      // The peer answers with what the table says; it is this product's own, of the same version.
      return result as Result<never>;
    },
    subscribe(handlers) {
      subscribers.add(handlers);
      handlers.connection(state);
      return () => subscribers.delete(handlers);
    },
    close() {
      stop();
      state = 'closed';
      settleAll(closedNow);
    },
  };
}
