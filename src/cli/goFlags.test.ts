import { array, assert, integer, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGoFlags } from './goFlags.ts';

const table = { msg: 'text', UIPort: 'number', simple: 'switch' } as const;
const values = (...args: string[]) => {
  const result = parseGoFlags(table, args);
  return result.ok ? result.value : result.problem;
};

describe('flags as Go reads them', () => {
  it.each(['-msg', '--msg'])('takes %s with its value after = or as the next word, whatever is in it', (flag) => {
    assert(
      property(string({ unit: 'binary' }), (text) => {
        expect(values(`${flag}=${text}`)).toEqual({ msg: text });
        expect(values(flag, text)).toEqual({ msg: text });
      }),
    );
  });

  it('takes the last of several', () => {
    assert(
      property(array(integer({ min: 0, max: 65_535 }), { minLength: 1 }), (ports) => {
        expect(values(...ports.map((port) => `-UIPort=${port}`))).toEqual({ UIPort: ports.at(-1) });
      }),
    );
  });

  it('gives a switch its value only after =', () => {
    expect(values('-simple')).toEqual({ simple: true });
    expect(values('-simple=false', '-msg', '-simple')).toEqual({ simple: false, msg: '-simple' });
    expect(values('-simple=T')).toEqual({ simple: true });
    expect(values('-simple', 'false')).toMatchObject({ code: 'wrong-use' });
  });

  it.each([
    [['word'], '"word" is not a flag; write flags as -name=value.'],
    [['-'], '"-" is not a flag; write flags as -name=value.'],
    [['--'], '"--" is not a flag; write flags as -name=value.'],
    [['---msg=a'], '"---msg=a" is not a flag; write flags as -name=value.'],
    [['-=a'], '"-=a" is not a flag; write flags as -name=value.'],
    [['-nothing'], 'There is no flag -nothing; see --help.'],
    [['-toString=1'], 'There is no flag -toString; see --help.'],
    [['-msg'], 'Give a value after -msg.'],
    [['-UIPort=x'], 'Give -UIPort a whole number, not "x".'],
    [['-UIPort=-1'], 'Give -UIPort a whole number, not "-1".'],
    [['-UIPort='], 'Give -UIPort a whole number, not "".'],
    [['-simple=maybe'], 'Give -simple true or false, not "maybe".'],
  ])('refuses %j in one sentence', (args, message) => {
    expect(values(...args)).toEqual({ code: 'wrong-use', message });
  });
});
