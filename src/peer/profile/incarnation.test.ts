import { describe, expect, it } from 'vitest';
import { judge, type Evidence } from './incarnation.ts';

const here = { machine: 'm', inode: '2' };
const sound: Evidence = {
  last: {
    origin: 'Alice~mfrggzdfmztwq2lk',
    name: undefined,
    incarnation: new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]),
    nextId: 5,
  },
  generation: 'token',
  mark: { token: 'token', incarnation: '0102030405060708', nextId: 5 },
  recorded: here,
  here,
};
const { last, mark } = sound;

const cases: [why: string, change: Partial<Evidence>, verdict: string][] = [
  ['nothing is odd', {}, 'goOn'],
  ['the mark says less, as after a power failure', { mark: mark && { ...mark, nextId: 3 } }, 'goOn'],
  ['the database never spoke', { last: undefined }, 'first'],
  ['another machine', { recorded: { ...here, machine: 'n' } }, 'copied'],
  ['another folder', { recorded: { ...here, inode: '9' } }, 'copied'],
  ['no record of a place', { recorded: undefined }, 'copied'],
  ['no mark, or one put back', { mark: undefined }, 'old'],
  ['a database of an earlier start', { generation: 'earlier' }, 'old'],
  ['a database without a token', { generation: undefined }, 'old'],
  ['a database that holds less than was said', { last: last && { ...last, nextId: 4 } }, 'old'],
  ['a mark of another incarnation', { mark: mark && { ...mark, incarnation: 'ff' } }, 'old'],
];

describe('a start goes on as who it was only when', () => {
  it.each(cases)('%s', (_, change, verdict) => expect(judge({ ...sound, ...change }).kind).toBe(verdict));
});
