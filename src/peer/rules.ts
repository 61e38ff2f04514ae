/** Whom a person doesn't want to see: rules for neighbours and for origins, as the settings keep them. */
import type { Rule } from '../gossiper/input.ts';
import { parseAddress, parseOrigin, type Address, type Origin } from '../gossiper/names.ts';
import type { Settings } from './profile/settings.ts';

/** `none` is no entry. */
export function withRule<Key extends string>(
  rules: Readonly<Record<Key, Rule>>,
  key: Key,
  rule: Rule,
): Record<Key, Rule> {
  const { [key]: _, ...others } = rules;
  return (rule === 'none' ? others : { ...others, [key]: rule }) as Record<Key, Rule>; // the spread forgets the key type
}

type Rules = Pick<Settings, 'originRules' | 'peerRules'>;
type OriginAt = (address: Address) => Origin | undefined;

/** Origins that are muted or blocked, themselves or as the neighbour at an address. */
export const hiddenBy = (rules: Rules, originAt: OriginAt): Set<Origin> => ruledBy(rules, originAt, ['mute', 'block']);

/** Those that are blocked: neither heard nor sent to. */
export const blockedBy = (rules: Rules, originAt: OriginAt): Set<Origin> => ruledBy(rules, originAt, ['block']);

function ruledBy({ originRules, peerRules }: Rules, originAt: OriginAt, wanted: readonly Rule[]): Set<Origin> {
  const ruled = (rules: Readonly<Record<string, Rule>>): string[] =>
    Object.keys(rules).filter((key) => wanted.includes(rules[key] ?? 'none'));
  const origins = ruled(originRules).flatMap((text) => parseOrigin(text) ?? []);
  const neighbours = ruled(peerRules).flatMap((text) => {
    const address = parseAddress(text);
    return address === undefined ? [] : (originAt(address) ?? []);
  });
  return new Set([...origins, ...neighbours]);
}
