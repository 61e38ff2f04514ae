import { describe, expect, it } from 'vitest';
import { createSays } from './says.ts';
import type { MessageView } from './views.ts';

const message = (key: number): MessageView => ({ key }) as MessageView; // nothing else is looked at

describe('what was said', () => {
  it('is answered in order, and the rest fails together', async () => {
    const says = createSays();
    const all = [says.wait(), says.wait(), says.wait(), says.wait()];
    says.said(message(1));
    says.said(message(2));
    says.failed({ code: 'disk-full', message: 'Full.' });
    const later = says.wait();
    says.said(message(3));
    expect(
      (await Promise.all([...all, later])).map((result) => (result.ok ? result.value.key : result.problem.code)),
    ).toEqual([1, 2, 'disk-full', 'disk-full', 3]);
    says.said(message(4)); // said by nobody who waits
    const last = says.wait();
    says.said(message(5));
    expect(await last).toMatchObject({ value: { key: 5 } });
  });
});
