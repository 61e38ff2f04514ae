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

/** Origins that are muted or blocked, themselves or as the neighbour at an address. */
export function hiddenBy(
  { originRules, peerRules }: Pick<Settings, 'originRules' | 'peerRules'>,
  originAt: (address: Address) => Origin | undefined,
): Set<Origin> {
  const origins = Object.keys(originRules).flatMap((text) => parseOrigin(text) ?? []);
  const neighbours = Object.keys(peerRules).flatMap((text) => {
    const address = parseAddress(text);
    return address === undefined ? [] : (originAt(address) ?? []);
  });
  return new Set([...origins, ...neighbours]);
}
