/** What a person may set, within which limits, and which of it the program's start has settled. */
import { isIP } from 'node:net';
import { done, refused, type Result } from '../gossiper/result.ts';
import type { PeerOptions } from './options.ts';
import type { Settings } from './profile/settings.ts';

export interface Choices {
  /** null: the first free one from 5000 on. */
  gossipPort: number | null;
  /** An address of this machine; `0.0.0.0`: all. */
  gossipHost: string;
  /** 0: none. */
  antiEntropySeconds: number;
  /** 0: none. */
  routeRumorSeconds: number;
  /** Messages older than this many days are not shown; 0: all are. */
  hideAfterDays: number;
  /** Nothing is kept from the next start on. */
  ephemeral: boolean;
  /** Look for peers on the network, and let oneself be found. */
  discovery: boolean;
}
/** As it comes from a client: `undefined` is as good as absent. */
export type ChoicesPatch = { readonly [N in keyof Choices]?: Choices[N] | undefined };
export type ChoiceName = keyof Choices;
export const choiceNames: readonly ChoiceName[] = [
  'gossipPort',
  'gossipHost',
  'antiEntropySeconds',
  'routeRumorSeconds',
  'hideAfterDays',
  'ephemeral',
  'discovery',
];

/** Below these a port needs rights that a chat should not have. */
export const FIRST_PORT = 1_024;
export const LAST_PORT = 65_535;
/** An hour: above it, what was missed would come too late to be of use. */
export const MAX_ANTI_ENTROPY_SECONDS = 3_600;
/** A day. A route rumor is a rumor that everyone keeps for ever, so below ten seconds they would fill logs. */
export const MIN_ROUTE_RUMOR_SECONDS = 10;
export const MAX_ROUTE_RUMOR_SECONDS = 86_400;
/** A hundred years. */
export const MAX_HIDE_DAYS = 36_500;

/** What holds now: what the start fixed, else what the person set, else what the start proposed. */
export function choicesOf(options: PeerOptions, settings: Settings): Choices {
  const proposed: Choices = {
    gossipPort: typeof options.gossip.port === 'number' ? options.gossip.port : null,
    gossipHost: options.gossip.host,
    antiEntropySeconds: options.antiEntropyMs / 1_000,
    routeRumorSeconds: options.routeRumorMs / 1_000,
    hideAfterDays: 0,
    ephemeral: options.identity.kind === 'profile' && options.identity.ephemeral,
    discovery: options.discovery,
  };
  const chosen = Object.fromEntries(
    Object.entries(settings.choices).filter(([name]) => !isFixed(options, name as ChoiceName)), // parsed, so they are names
  );
  return { ...proposed, ...chosen };
}

export const isFixed = ({ fixed }: Pick<PeerOptions, 'fixed'>, name: ChoiceName): boolean =>
  fixed?.includes(name) ?? false;

/** A profile's file: what is out of its limits counts as not set. */
export function parseChoices(value: unknown): Partial<Choices> {
  if (typeof value !== 'object' || value === null) return {};
  const given = value as Record<string, unknown>;
  const { gossipPort, gossipHost, antiEntropySeconds, routeRumorSeconds, hideAfterDays, ephemeral, discovery } = given;
  const one = (patch: Partial<Choices>): Partial<Choices> => (checkChoices(patch).ok ? patch : {});
  return {
    ...(typeof gossipPort === 'number' || gossipPort === null ? one({ gossipPort }) : {}),
    ...(typeof gossipHost === 'string' ? one({ gossipHost }) : {}),
    ...(typeof antiEntropySeconds === 'number' ? one({ antiEntropySeconds }) : {}),
    ...(typeof routeRumorSeconds === 'number' ? one({ routeRumorSeconds }) : {}),
    ...(typeof hideAfterDays === 'number' ? one({ hideAfterDays }) : {}),
    ...(typeof ephemeral === 'boolean' ? { ephemeral } : {}),
    ...(typeof discovery === 'boolean' ? { discovery } : {}),
  };
}

export function checkChoices(patch: Partial<Choices>): Result<Partial<Choices>> {
  const { gossipPort, gossipHost, antiEntropySeconds, routeRumorSeconds, hideAfterDays } = patch;
  if (typeof gossipPort === 'number' && !isWithin(gossipPort, FIRST_PORT, LAST_PORT)) {
    return refused('bad-port', `${gossipPort} is not a port to use here. Give one from ${FIRST_PORT} to ${LAST_PORT}.`);
  }
  if (gossipHost !== undefined && isIP(gossipHost) === 0) {
    const shown = gossipHost.toWellFormed().slice(0, 60);
    return refused('bad-host', `"${shown}" is not an IP address. Give one of this machine's, or 0.0.0.0 for all.`);
  }
  if (antiEntropySeconds !== undefined && !isWithin(antiEntropySeconds, 0, MAX_ANTI_ENTROPY_SECONDS)) {
    return refused(
      'bad-anti-entropy',
      `Give the anti-entropy interval in whole seconds from 1 to ${MAX_ANTI_ENTROPY_SECONDS}, or 0 for none.`,
    );
  }
  const isRoute =
    routeRumorSeconds === 0 || isWithin(routeRumorSeconds, MIN_ROUTE_RUMOR_SECONDS, MAX_ROUTE_RUMOR_SECONDS);
  if (routeRumorSeconds !== undefined && !isRoute) {
    return refused(
      'bad-route-rumor',
      `Give the route rumor interval in whole seconds from ${MIN_ROUTE_RUMOR_SECONDS} to ${MAX_ROUTE_RUMOR_SECONDS}, or 0 for none.`,
    );
  }
  if (hideAfterDays !== undefined && !isWithin(hideAfterDays, 0, MAX_HIDE_DAYS)) {
    return refused('bad-days', `Give a whole number of days from 1 to ${MAX_HIDE_DAYS}, or 0 to show everything.`);
  }
  return done(patch);
}

const isWithin = (value: number | undefined, from: number, to: number): boolean =>
  value !== undefined && Number.isInteger(value) && value >= from && value <= to;
