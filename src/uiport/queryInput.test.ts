import { array, assert, property, string, tuple } from 'fast-check';
import { expect, it } from 'vitest';
import { metricsText } from './metricsText.ts';
import { contract } from '../api/contract.ts';
import { queryInput } from './queryInput.ts';

const input = (query: string): unknown =>
  structuredClone(queryInput(contract.messages.input, new URLSearchParams(query)));

it('makes numbers where the table asks for them, and objects of dots', () => {
  expect(input('limit=10&before.shownAt=1.5&before.key=-7')).toEqual({ limit: 10, before: { shownAt: 1.5, key: -7 } });
});

it('leaves what does not fit for dispatch() to refuse', () => {
  expect(input('limit=ten&before=5&other=1')).toEqual({ limit: 'ten', before: '5', other: '1' });
  expect(input('limit=1e3')).toEqual({ limit: '1e3' });
});

it('makes no objects deeper than any schema', () => {
  expect(
    Object.keys(queryInput(contract.messages.input, new URLSearchParams('.'.repeat(16_000))) as object),
  ).toHaveLength(1);
});

it('takes any address without harm', () => {
  assert(
    property(array(tuple(string({ unit: 'binary' }), string())), (pairs) => {
      queryInput(
        contract.messages.input,
        new URLSearchParams(pairs.map(([name, value]) => [`${name}.__proto__.x`, value])),
      );
      queryInput(contract.messages.input, new URLSearchParams(pairs.map(([name, value]) => [name, value])));
      expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
    }),
  );
});

it('writes metrics that Prometheus reads, and leaves out names that it does not', () => {
  expect(metricsText({ sentBytes: 4, rumors_known: 1, 'a b': 2 })).toBe(
    '# TYPE peerster_sent_bytes untyped\npeerster_sent_bytes 4\n# TYPE peerster_rumors_known untyped\npeerster_rumors_known 1\n',
  );
});
