/** The input of a query, written into the address: `messages?limit=10&before.shownAt=1700000000000&before.key=7`. */
import type { CallTable } from '../api/endpoint.ts';

/** Deeper than any schema. */
const MAX_DEPTH = 8;

type Fields = { [name: string]: string | number | boolean | Fields };

/**
 * Dots make objects. All values are texts at first; where the schema asks for a number or a truth value and the text is
 * one, it becomes one. What still doesn't fit is left for dispatch() to refuse.
 */
export function queryInput(schema: CallTable['calls'][string]['input'], parameters: URLSearchParams): unknown {
  const input: Fields = emptyFields();
  for (const [name, value] of parameters) {
    const parts = name.split('.', MAX_DEPTH + 1);
    put(input, parts.length > MAX_DEPTH ? [name] : parts, value);
  }
  const parsed = schema.safeParse(input);
  if (parsed.success) return input;
  for (const issue of parsed.error.issues) {
    if (issue.code === 'invalid_type') convert(input, issue.path.map(String), issue.expected);
  }
  return input;
}

/** Without a prototype, so that no name in an address means something. */
const emptyFields = (): Fields => Object.create(null) as Fields;

function put(fields: Fields, [name = '', ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) fields[name] = value;
  else {
    const inner = fields[name];
    const next = typeof inner === 'object' ? inner : emptyFields();
    fields[name] = next;
    put(next, rest, value);
  }
}

function convert(fields: Fields, [name = '', ...rest]: readonly string[], expected: string): void {
  const value = fields[name];
  if (typeof value === 'object') convert(value, rest, expected);
  else if (typeof value !== 'string' || rest.length > 0) return;
  else if ((expected === 'number' || expected === 'int') && /^-?\d+(\.\d+)?$/.test(value)) fields[name] = Number(value);
  else if (expected === 'boolean' && (value === 'true' || value === 'false')) fields[name] = value === 'true';
}
