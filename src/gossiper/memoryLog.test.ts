import { describe, expect, test } from 'vitest';
import { author, bare, stripped } from '../../tests/gossiper/authors.ts';
import { newLog } from '../../tests/gossiper/subject.ts';
import { MAX_EVIDENCE } from './memoryLog.ts';
import type { LogEntry } from './ports.ts';

const entry = (rumor: LogEntry['rumor'], trust: LogEntry['trust'] = 'unverified', shownAt = 0): LogEntry => ({
  rumor,
  trust,
  how: 'rumor',
  arrivedAt: 0,
  shownAt,
});

describe('the log in memory', () => {
  test('gives what was appended, in ranges without holes', () => {
    const log = newLog();
    for (const id of [1, 2, 3]) log.append(entry(bare('A', id, `${id}`), 'unverified', id));
    const a = bare('A', 1, '').origin;
    expect(log.range(a, 2, 5).map(({ text }) => text)).toEqual(['2', '3']);
    expect(log.range(a, 1, 2).map(({ text }) => text)).toEqual(['1', '2']);
    expect(log.range(a, 4, 2)).toEqual([]);
    expect(log.origins()).toEqual([{ origin: a, nextId: 4, shownAt: 3 }]);
  });

  test('refuses what would leave a hole', () => {
    const log = newLog();
    expect(() => log.append(entry(bare('A', 2, 'x')))).toThrow('order');
    log.append(entry(bare('A', 1, 'x')));
    expect(() => log.append(entry(bare('A', 1, 'x')))).toThrow('order');
  });

  test('knows the birth of an origin once its first rumor is verified', () => {
    const log = newLog();
    const rumor = author('Alex').says('hello');
    log.append(entry(stripped(rumor)));
    expect(log.origins()[0]).not.toHaveProperty('birth');
    log.upgrade(rumor);
    expect(log.origins()[0]?.birth?.publicKey).toHaveLength(32);
    expect(log.entriesOf(rumor.origin)[0]).toMatchObject({ trust: 'verified', rumor });
  });

  test('keeps the text that another took the place of as evidence', () => {
    const log = newLog();
    const rumor = author('Alex').says('true');
    log.append(entry({ ...stripped(rumor), text: 'lie' }));
    log.upgrade(rumor);
    expect(log.forks.map(({ rumor: { text } }) => text)).toEqual(['lie']);
  });

  test('keeps n pieces of evidence, not n + 1', () => {
    const log = newLog();
    for (let n = 0; n <= MAX_EVIDENCE; n++) log.evidence(bare('A', 1, `${n}`), 'unverified', undefined);
    expect(log.forks).toHaveLength(MAX_EVIDENCE);
  });
});
