/** The gossiper's public face. */
export { createGossiper, type Gossiper } from './gossiper.ts';
export type { SyncView } from './views.ts';
export type { Ports } from './core.ts';
export type { Config, Counters, Effect, Input, Instant, PeerView, PolicyName, Rule, Trace } from './input.ts';
export { INCARNATION_BYTES, makeIdentity, splitOrigin, tagOf } from './identity.ts';
export { createMemoryLog, type MemoryLog } from './memoryLog.ts';
export * from './names.ts';
export * from './ports.ts';
export * from './result.ts';
