/** Whom a person doesn't want to see: rules for neighbours and for origins, as the settings keep them. */
import type { Rule } from '../gossiper/input.ts';
import type { Address, Origin } from '../gossiper/names.ts';
import type { Settings } from './profile/settings.ts';

/** `none` is no entry. */
export function withRule<Key extends string>(rules: ReadonlyMap<Key, Rule>, key: Key, rule: Rule): Map<Key, Rule> {
  const others = [...rules].filter(([other]) => other !== key);
  return new Map(rule === 'none' ? others : [...others, [key, rule]]);
}

type Rules = Pick<Settings, 'originRules' | 'peerRules'>;
type OriginAt = (address: Address) => Origin | undefined;

/** Origins that are muted or blocked, themselves or as the neighbour at an address. */
export const hiddenBy = (rules: Rules, originAt: OriginAt): Set<Origin> => ruledBy(rules, originAt, ['mute', 'block']);

/** Those that are blocked: neither heard nor sent to. */
export const blockedBy = (rules: Rules, originAt: OriginAt): Set<Origin> => ruledBy(rules, originAt, ['block']);

function ruledBy({ originRules, peerRules }: Rules, originAt: OriginAt, wanted: readonly Rule[]): Set<Origin> {
  const ruled = <Key>(rules: ReadonlyMap<Key, Rule>): Key[] =>
    [...rules].filter(([, rule]) => wanted.includes(rule)).map(([key]) => key);
  return new Set([...ruled(originRules), ...ruled(peerRules).flatMap((address) => originAt(address) ?? [])]);
}
