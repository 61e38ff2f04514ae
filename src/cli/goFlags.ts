/**
 * Flags as Go's `flag` package reads them: `-f=v`, `-f v`, `--f=v`, `--f v`; a switch takes its value only after `=`.
 * The last one of a name counts. Unlike there, words beside the flags are refused: they are mistakes.
 */
import { done, refused, unreachable, type Result } from '../gossiper/result.ts';

export type FlagKind = 'text' | 'number' | 'switch';
export type FlagTable = Readonly<Record<string, FlagKind>>;
type ValueOf<K extends FlagKind> = K extends 'switch' ? boolean : K extends 'number' ? number : string;
/** Only what was given is there. */
export type FlagValues<T extends FlagTable> = { readonly [N in keyof T]?: ValueOf<T[N]> };

/** Code `wrong-use`. Numbers are whole and not negative: none of ours is. */
export function parseGoFlags<T extends FlagTable>(table: T, args: readonly string[]): Result<FlagValues<T>> {
  const values: Record<string, string | number | boolean> = {};
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const match = /^--?([^-=][^=]*)(?:=(.*))?$/s.exec(arg);
    if (match === null) return wrongUse(`"${arg}" is not a flag; write flags as -name=value.`);
    const [, name = '', inline] = match;
    const kind = Object.hasOwn(table, name) ? table[name] : undefined;
    if (kind === undefined) return wrongUse(`There is no flag -${name}; see --help.`);
    const text = inline ?? (kind === 'switch' ? 'true' : rest.shift());
    if (text === undefined) return wrongUse(`Give a value after -${name}.`);
    const value = valueOf(kind, text);
    if (value === undefined) return wrongUse(`Give -${name} ${wanted[kind]}, not "${text}".`);
    values[name] = value;
  }
  // Each value was made for its name's kind just above.
  return done(values as FlagValues<T>);
}

export const wrongUse = (message: string): Result<never> => refused('wrong-use', message);

const wanted: Readonly<Record<FlagKind, string>> = {
  text: 'a text',
  number: 'a whole number',
  switch: 'true or false',
};

function valueOf(kind: FlagKind, text: string): string | number | boolean | undefined {
  switch (kind) {
    case 'text':
      return text;
    case 'number':
      return /^\+?\d{1,15}$/.test(text) ? Number(text) : undefined;
    case 'switch':
      if (/^(1|t|T|true|TRUE|True)$/.test(text)) return true;
      return /^(0|f|F|false|FALSE|False)$/.test(text) ? false : undefined;
    default:
      return unreachable(kind);
  }
}
