import { expect, test } from 'vitest';
import type { Evidence } from '../../../api/contract.ts';
import { whatHappened } from './whatHappened.ts';

const held = (more: Partial<Evidence>): Evidence => ({
  text: '',
  trust: 'unverified',
  from: null,
  replaced: false,
  ...more,
});

test('what other versions of a message mean depends on what is signed', () => {
  const [signed, shown] = [held({ trust: 'verified' }), held({ replaced: true })];
  expect(whatHappened({ trust: 'verified' }, [signed])).toEqual(['forkedSigned']);
  expect(whatHappened({ trust: 'verified' }, [shown])).toEqual(['forkedReplaced']);
  expect(whatHappened({ trust: 'verified' }, [shown, signed])).toEqual(['forkedSigned', 'forkedReplaced']);
  expect(whatHappened({ trust: 'unverified' }, [held({})])).toEqual(['forkedUnsigned']);
});
