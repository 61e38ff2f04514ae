import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hearReadMarks, keepReadMarks, MAX_READ_MARKS, readMarks, type ReadMarks } from './readMark.ts';

const GROUP = 'everyone';
const PRIVATE = `readUpTo:private:${GROUP}`;
const marks = (everyone: number | undefined, privates: Record<string, number> = {}): ReadMarks => ({
  everyone,
  privates: new Map(Object.entries(privates)),
});

/** What is kept, and how often something was. */
let kept: Map<string, string>;
let times = 0;

beforeEach(() => {
  kept = new Map();
  times = 0;
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem(key: string, value: string) {
      times += 1;
      kept.set(key, value);
    },
  });
});
afterEach(() => void vi.unstubAllGlobals());

test('what was kept is there again; what is no mark is none', () => {
  keepReadMarks(GROUP, marks(undefined), marks(7, { Bea: 4 }));
  expect(readMarks(GROUP)).toEqual(marks(7, { Bea: 4 }));
  expect(readMarks('other')).toEqual(marks(undefined));
  kept.set(`readUpTo:${GROUP}`, '-3');
  for (const [text, privates] of [
    ['{"Bea":4,"Eve":-1,"Cleo":"x","Dan":0.5}', { Bea: 4 }],
    ['null', {}],
    ['{', {}],
  ] as const) {
    kept.set(PRIVATE, text);
    expect(readMarks(GROUP)).toEqual(marks(undefined, privates));
  }
});

test('two tabs keep what each of them read', () => {
  const start = marks(1, { Bea: 1, Cleo: 1 });
  keepReadMarks(GROUP, marks(undefined), start);
  keepReadMarks(GROUP, start, marks(5, { Bea: 5, Cleo: 1 }));
  keepReadMarks(GROUP, start, marks(1, { Bea: 1, Cleo: 3, Dan: 4 }));
  expect(readMarks(GROUP)).toEqual(marks(5, { Bea: 5, Cleo: 3, Dan: 4 }));
  keepReadMarks(GROUP, start, marks(4, { Bea: 3, Cleo: 9, Dan: 2 }));
  expect(readMarks(GROUP)).toEqual(marks(5, { Bea: 5, Cleo: 9, Dan: 4 }));
});

test('a mark of a log that began anew is replaced by a lower one, or by none', () => {
  const old = marks(900, { Bea: 900, Cleo: 800 });
  keepReadMarks(GROUP, marks(undefined), old);
  keepReadMarks(GROUP, old, marks(3, { Bea: 2 }));
  expect(readMarks(GROUP)).toEqual(marks(3, { Bea: 2 }));
});

test('nothing is written where nothing changed, and so many are kept: those that were read last', () => {
  const start = marks(1, { Bea: 1 });
  keepReadMarks(GROUP, marks(undefined), start);
  times = 0;
  keepReadMarks(GROUP, start, marks(1, { Bea: 1 }));
  expect(times).toBe(0);
  const many = Object.fromEntries(Array.from({ length: MAX_READ_MARKS }, (_, n) => [`P${n}`, n]));
  keepReadMarks(GROUP, start, marks(1, { ...many, Bea: 2 }));
  const { privates } = readMarks(GROUP);
  expect([privates.size, privates.has('P0'), privates.get('Bea')]).toEqual([MAX_READ_MARKS, false, 2]);
});

test('what another tab changed is heard, and nothing else', () => {
  const heard: ReadMarks[] = [];
  const end = hearReadMarks(GROUP, (elsewhere) => heard.push(elsewhere));
  const change = (key: string | null, oldValue: string | null, newValue: string | null): void =>
    void window.dispatchEvent(Object.assign(new Event('storage'), { key, oldValue, newValue }));
  change(`readUpTo:${GROUP}`, '3', '5');
  change(PRIVATE, '{"Bea":1,"Cleo":900}', '{"Bea":4,"Cleo":900,"Dan":2}');
  expect(heard).toEqual([marks(5), marks(undefined, { Bea: 4, Dan: 2 })]);
  change('readUpTo:other', '3', '9');
  change(null, null, null);
  end();
  change(`readUpTo:${GROUP}`, '5', '6');
  expect(heard).toHaveLength(2);
});
