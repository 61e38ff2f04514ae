/** A finding in the person's language, and an examination as a text to hand on. */
import type { Doctor, Finding } from '../../../api/contract.ts';
import type { StringKey, Translate } from '../../i18n/strings.ts';
import { findingKeys } from './doctorKeys.ts';

const isolate = (value: string | number): string => `\u2068${String(value).toWellFormed()}\u2069`;
const hasKeys = (code: string): code is keyof typeof findingKeys => Object.hasOwn(findingKeys, code);

export function findingWords(
  t: Translate,
  { code, values, message, remedy }: Finding,
): { text: string; fix: string | undefined } {
  if (!hasKeys(code)) return { text: message.toWellFormed(), fix: remedy?.toWellFormed() };
  // Names and addresses keep their own direction inside the sentence.
  const isolated = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isolate(value)]));
  const say = (key: StringKey): string => (t as (key: StringKey, values: typeof isolated) => string)(key, isolated);
  const { text, fix } = findingKeys[code];
  return { text: say(text), fix: fix === undefined || remedy === null ? undefined : say(fix) };
}

/** In English, for whoever helps. No message is in it. */
export function reportOf({ at, about, findings }: Extract<Doctor, { state: 'done' }>): string {
  const { version, system, host, port, group, interfaces } = about;
  return [
    `Peerster ${version} on ${system}, ${new Date(at).toISOString()}`,
    `listens on ${host}, port ${port}, group ${group ?? '(none)'}; networks: ${interfaces.join(', ') || '(none)'}`,
    ...findings.map(({ check, code, state, message }) => `${state} [${check}/${code}] ${message}`),
  ]
    .join('\n')
    .toWellFormed();
}
