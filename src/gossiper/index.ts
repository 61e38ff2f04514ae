/** The gossiper's public face. */
export { createGossiper, type Gossiper } from './gossiper.ts';
export type { Holder } from './holders.ts';
export type { Missing, SyncView } from './views.ts';
export type { Ports } from './core.ts';
export type {
  Config,
  Counters,
  Effect,
  Input,
  Instant,
  PeerView,
  PolicyName,
  RouteView,
  Rule,
  Trace,
} from './input.ts';
export { INCARNATION_BYTES, makeIdentity, splitOrigin, tagOf } from './identity.ts';
export { createMemoryMail, type MemoryMail } from './private/memoryMail.ts';
export { conversationOf, type Delivery, type Mail, type MailLog } from './private/mail.ts';
export { createMemoryLog, type MemoryLog } from './memoryLog.ts';
export * from './names.ts';
export * from './ports.ts';
export * from './result.ts';
export { createMemoryChunks, type MemoryChunks } from './files/memoryChunks.ts';
