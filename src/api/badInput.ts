/** What is wrong with a call's input, in one sentence for whoever wrote the call. */
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** Names the first field that is wrong and says what belongs there. */
export function badInputSentence(call: string, issues: readonly Issue[]): string {
  const issue = issues[0];
  if (issue === undefined || issue.path.length === 0) return `Give the input of "${call}" as a JSON object.`;
  return `Give "${issue.path.map(String).join('.')}" of "${call}" ${whatBelongsThere(issue)}.`;
}

function whatBelongsThere(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `as ${kinds[issue.expected] ?? `a value of type ${issue.expected}`}`;
    case 'invalid_value':
      return `as one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'too_small':
      return `as at least ${String(issue.minimum)}${unit(issue.origin)}`;
    case 'too_big':
      return `as at most ${String(issue.maximum)}${unit(issue.origin)}`;
    case 'invalid_format':
      return issue.message; // each pattern has its own words
    default:
      return 'in the form that the API table asks for';
  }
}

const unit = (origin: string): string => (origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '');

const kinds: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
};
