import { describe, expect, it } from 'vitest';
import { clientCommand } from './clientArguments.ts';

const hex = 'AB'.repeat(32);
const hash = new Uint8Array(32).fill(0xab);
const command = (...args: string[]) => {
  const result = clientCommand(args);
  return result.ok ? result.value : result.problem;
};

describe('the sets of flags that mean something', () => {
  it.each([
    [['-msg=hi'], { type: 'text', text: 'hi' }],
    [['-msg', 'hi', '-dest='], { type: 'text', text: 'hi' }],
    [['-msg=hi', '-dest=B'], { type: 'private', text: 'hi', destination: 'B' }],
    [['-file=f'], { type: 'share', file: 'f' }],
    [['-file=f', `-request=${hex}`], { type: 'download', file: 'f', hash }],
    [['-file=f', `-request=${hex}`, '-dest=B'], { type: 'download', file: 'f', hash, destination: 'B' }],
    [['-keywords=a,,b'], { type: 'search', keywords: ['a', 'b'] }],
    [['-keywords=a', '-budget=4'], { type: 'search', keywords: ['a'], budget: 4 }],
  ])('%j', (args, message) => {
    expect(command(...args)).toEqual({ kind: 'send', port: 8080, message });
  });
});

describe('the others', () => {
  const names = ['msg', 'dest', 'file', 'request', 'keywords', 'budget'];
  const valid = new Set([
    'msg',
    'dest,msg',
    'file',
    'file,request',
    'dest,file,request',
    'keywords',
    'budget,keywords',
  ]);
  const sets = Array.from({ length: 2 ** names.length }, (_, bits) => names.filter((_name, i) => (bits >> i) & 1));
  const invalid = sets.filter((set) => !valid.has(set.toSorted().join(',')));

  it.each(invalid.map((set) => [set.join(' ')]))('%j is a bad combination', (set) => {
    const args = set
      .split(' ')
      .filter((name) => name !== '')
      .map((name) => `-${name}=${name === 'budget' ? '4' : hex}`);
    expect(command(...args)).toEqual({ code: 'bad-combination', message: 'ERROR (Bad argument combination)' });
  });

  it.each(['zz', 'ab', `${hex}0`, `${hex}00`, ' '.repeat(64)])('a request of %j is no hash', (request) => {
    const problem = { code: 'bad-hash', message: 'ERROR (Unable to decode hex hash)' };
    expect(command('-file=f', `-request=${request}`)).toEqual(problem);
  });

  it.each([['-UIPort=0'], ['-UIPort=70000'], ['-budget=x'], ['word']])('%j is wrong use', (arg) => {
    expect(command('-msg=hi', arg)).toMatchObject({ code: 'wrong-use' });
  });
});
