/** The type of a language's table and the function that reads it. */
import type { en } from './en.ts';

/** `one` and `other` are required; a language adds the forms that its plural rules have. */
type Plural = { readonly other: string } & { readonly [form in Intl.LDMLPluralRule]?: string };
type Entry = string | Plural;

type Placeholders<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never;
type ParametersOf<E> = E extends string ? Placeholders<E> : 'count' | Placeholders<E[keyof E]>;

export type StringKey = keyof typeof en;
/** What a language must have. Texts may differ, keys and whether they have plural forms may not. */
export type Strings = { readonly [K in StringKey]: (typeof en)[K] extends string ? string : Plural };
export type Values<K extends StringKey> = { readonly [P in ParametersOf<(typeof en)[K]>]: string | number };

/** Without parameters there is no second argument; with them none may be left out. */
export type Translate = <K extends StringKey>(
  key: K,
  ...values: [ParametersOf<(typeof en)[K]>] extends [never] ? [] : [Values<K>]
) => string;

/** `locale` writes numbers and chooses plural forms. */
export function translator(locale: string, strings: Strings): Translate {
  const plurals = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (key, ...[values]) => {
    const entry: Entry = strings[key];
    const given: Readonly<Record<string, string | number>> = values ?? {};
    const text = typeof entry === 'string' ? entry : (entry[plurals.select(Number(given['count']))] ?? entry.other);
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = given[name];
      return value === undefined ? whole : typeof value === 'number' ? numbers.format(value) : value;
    });
  };
}
