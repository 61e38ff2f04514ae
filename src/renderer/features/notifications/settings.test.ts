import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Kept } from '../../lib/preferences.ts';
import { attentionOf, MAX_CHOSEN, openNotificationSettings, parseNotificationSettings } from './settings.ts';

function memory(): Kept & { text: string | null } {
  return {
    text: null,
    read() {
      return this.text;
    },
    write(text) {
      this.text = text;
    },
    onWritten: () => () => undefined,
  };
}

test('what is chosen is there at the next start', () => {
  const kept = memory();
  const store = openNotificationSettings(kept, () => 1_000);
  expect([attentionOf(store.getState(), 'everyone'), store.getState().showText]).toEqual(['all', true]);
  store.setAttention('everyone', 'mentions');
  store.setAttention('Bea~x', 'nothing');
  store.setAttention('Bea~x', 'all');
  store.setShowText(false);
  store.setDoNotDisturb('hour');
  const again = openNotificationSettings(kept, () => 2_000).getState();
  expect(again).toEqual(store.getState());
  expect([...again.conversations]).toEqual([['everyone', 'mentions']]);
});

test('any text is read as some settings, and no more of them than a person chose', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.constant(null)), (text) => {
      expect(parseNotificationSettings(text, 0).conversations.size).toBeLessThanOrEqual(MAX_CHOSEN);
    }),
  );
  for (const [count, kept] of [
    [MAX_CHOSEN, MAX_CHOSEN],
    [MAX_CHOSEN + 1, MAX_CHOSEN],
  ] as const) {
    const conversations: Record<string, string> = {};
    for (let index = 0; index < count; index++) conversations[`c${index}`] = 'nothing';
    const text = JSON.stringify({ conversations });
    expect(parseNotificationSettings(text, 0).conversations.size).toBe(kept);
  }
});
