/**
 * What client and peer say to each other over a channel that carries messages both ways (WebSocket, IPC).
 *
 * 1. The client's first message is `resume`; the peer answers `position`, then every event after that position.
 * 2. A call is answered once, under its id. Answers may come in another order than the calls, and between events.
 * 3. A client whose `resume` says `gather` gets its events in lists, a few ms late where many come; those that were
 *    before an answer come before it.
 * 4. A message that fits none of these is ignored by the client and ends the session at the peer.
 */
import { z } from 'zod';

const seq = z.number().int().min(0);
const id = z.number().int().min(0);
const run = z.string().max(64);

export const resumeSchema = z.object({ resumeFrom: seq, run: run.nullable(), gather: z.boolean().optional() });
export const callSchema = z.object({ id, call: z.string().max(64), input: z.unknown().optional() });

/** `run` null: a fresh client, which wants what comes from now on. */
export const toPeerSchema = z.union([callSchema, resumeSchema]);

const problemSchema = z.object({ code: z.string(), message: z.string() });
const resultSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), problem: problemSchema }),
]);

export const positionSchema = z.object({ run, seq, missed: z.boolean() });
export const answerSchema = z.object({ id, result: resultSchema });
/** The event is read by its own schema: one that a newer peer added is skipped, and its number still counts. */
export const numberedEventSchema = z.object({ seq, event: z.unknown() });

export const eventsSchema = z.object({ events: z.array(numberedEventSchema) });

export const toClientSchema = z.union([eventsSchema, numberedEventSchema, answerSchema, positionSchema]);

export type ToldEvent = z.infer<typeof numberedEventSchema>;
export type ToPeer = z.infer<typeof toPeerSchema>;
export type ToClient = z.infer<typeof toClientSchema>;
