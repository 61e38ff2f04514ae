/** What a request or a channel can be connected to: one peer, or the set of them. Both are served in the same way. */
import type { z } from 'zod';
import { commands, contract, type Event } from './contract.ts';
import {
  environmentCommands,
  environmentContract,
  type EnvironmentEvent,
  type EnvironmentService,
} from './environment.ts';
import type { EventHub } from './eventHub.ts';
import { groupCommands, groupContract, type GroupEvent, type GroupService } from './groups.ts';
import type { Service } from './service.ts';

/** Each call with the schema of its input; `commands` are those that change something. */
export interface CallTable {
  readonly calls: Readonly<Record<string, { readonly input: z.ZodType }>>;
  readonly commands: Readonly<Record<string, unknown>>;
}

export const peerTable: CallTable = { calls: contract, commands };
export const groupTable: CallTable = { calls: groupContract, commands: groupCommands };
export const environmentTable: CallTable = { calls: environmentContract, commands: environmentCommands };

export interface Endpoint<Told = unknown> {
  readonly table: CallTable;
  readonly service: object;
  readonly hub: EventHub<Told>;
}

export const peerEndpoint = (service: Service, hub: EventHub): Endpoint<Event> => ({ table: peerTable, service, hub });
export const groupEndpoint = (service: GroupService, hub: EventHub<GroupEvent>): Endpoint<GroupEvent> => ({
  table: groupTable,
  service,
  hub,
});

export const environmentEndpoint = (
  service: EnvironmentService,
  hub: EventHub<EnvironmentEvent>,
): Endpoint<EnvironmentEvent> => ({ table: environmentTable, service, hub });

/** All that a process offers. They come and go, so they are asked for each time. */
export interface Endpoints {
  /** `id` undefined: the first peer. */
  peer(id: string | undefined): Endpoint | undefined;
  /** The set of them: the groups of a profile, or the gossipers of an environment. */
  readonly set: Endpoint | undefined;
}

/** A process with one peer and no set. */
export const onlyPeer = (service: Service, hub: EventHub): Endpoints => {
  const endpoint = peerEndpoint(service, hub);
  return { peer: (id) => (id === undefined ? endpoint : undefined), set: undefined };
};
