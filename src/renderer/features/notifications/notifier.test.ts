import { describe, expect, test } from 'vitest';
import type { Message, Sync } from '../../../api/contract.ts';
import { startSession } from '../../app/session.ts';
import { createAppStore } from '../../app/store.tsx';
import { en } from '../../i18n/en.ts';
import { translator } from '../../i18n/strings.ts';
import { createFakeClient, fakeMessage } from '../../lib/fakeClient.ts';
import { AGAIN_MS, GATHER_MS, MAX_ARRIVED, SOUND_MS, startNotifier } from './notifier.ts';
import { openNotificationSettings } from './settings.ts';
import type { NotificationSystem, Shown } from './system.ts';

interface Standing extends Shown {
  readonly click: () => void;
  readonly putAway: () => void;
}

/** A page that nobody looks at, on a peer that is in sync; its clock stands until it is moved. */
async function scene() {
  let clock = 0;
  let timers: { at: number; deed: () => void }[] = [];
  const shown: Standing[] = [];
  const opened: Message[] = [];
  let standing: Standing | undefined;
  const system: NotificationSystem = {
    permission: () => 'granted',
    ask: () => Promise.resolve('granted'),
    onPermission: () => () => undefined,
    show(what, click, putAway) {
      // As browsers do with the same tag: the one before is closed.
      const before = standing;
      standing = { ...what, click, putAway };
      shown.push(standing);
      const own = standing;
      before?.putAway();
      return () => {
        if (standing === own) standing = undefined;
      };
    },
  };
  const sync: Sync = { state: 'inSync', have: 1, of: 1, peers: 1, peersInSync: 1, missing: [] };
  const client = createFakeClient({ sync });
  const store = createAppStore();
  const flushes: (() => void)[] = [];
  const flush = (): void => {
    for (const one of flushes.splice(0)) one();
  };
  const session = startSession(client, store, (one) => flushes.push(one));
  const kept = { read: () => null, write: () => undefined, onWritten: () => () => undefined };
  const settings = openNotificationSettings(kept, () => clock);
  const t = translator('en', en);
  const stop = startNotifier({
    client,
    store,
    settings,
    system,
    place: { id: 'first', name: () => undefined },
    language: () => ({ t, locale: 'en', direction: 'ltr' }),
    open: (message) => opened.push(message),
    now: () => clock,
    after(ms, deed) {
      const timer = { at: clock + ms, deed };
      timers.push(timer);
      return () => (timers = timers.filter((one) => one !== timer));
    },
  });
  for (let answers = 0; answers < 10; answers++) await Promise.resolve();
  session.setAttentive(false);
  flush();
  let key = 0;
  return {
    client,
    settings,
    shown,
    opened,
    stop,
    standing: () => standing,
    titles: () => shown.map(({ title }) => title),
    hear(more: Partial<Message> = {}) {
      key += 1;
      client.emit({ type: 'message', message: fakeMessage(key, more) });
      flush();
    },
    emit: (count: number) => {
      for (let i = 0; i < count; i++) client.emit({ type: 'message', message: fakeMessage((key += 1)) });
      flush();
    },
    look(attentive: boolean) {
      session.setAttentive(attentive);
      flush();
    },
    pass(ms: number) {
      clock += ms;
      const due = timers.filter(({ at }) => at <= clock);
      timers = timers.filter(({ at }) => at > clock);
      for (const { deed } of due) deed();
    },
  };
}

describe('the notifier', () => {
  test('tells of one message, and a click leads to it', async () => {
    const page = await scene();
    page.hear({ text: '**Hello**' });
    expect(page.shown).toEqual([]);
    page.pass(GATHER_MS);
    expect(page.shown).toMatchObject([{ title: 'Bea', body: 'Hello', tag: 'everyone', silent: false, dir: 'ltr' }]);
    page.standing()?.click();
    expect(page.opened).toMatchObject([{ key: 1 }]);
    expect(page.standing()).toBeUndefined();
  });

  test('makes one of several, adds to it without a sound, and leads to the first', async () => {
    const page = await scene();
    page.hear();
    page.hear({ origin: 'Carol', name: 'Carol' });
    page.pass(GATHER_MS);
    page.hear();
    page.pass(GATHER_MS);
    expect(page.titles()).toEqual(['2 new messages from Bea and Carol']);
    page.pass(AGAIN_MS);
    expect(page.titles()).toEqual(['2 new messages from Bea and Carol', '3 new messages from Bea and Carol']);
    expect(page.shown.map(({ silent }) => silent)).toEqual([false, true]);
    page.pass(SOUND_MS);
    page.hear();
    page.pass(AGAIN_MS);
    expect(page.shown.at(-1)).toMatchObject({ title: '4 new messages from Bea and Carol', silent: false });
    page.standing()?.click();
    expect(page.opened).toMatchObject([{ key: 1 }]);
  });

  test('begins anew once it was put away', async () => {
    const page = await scene();
    page.hear();
    page.pass(GATHER_MS);
    page.standing()?.putAway();
    page.pass(AGAIN_MS);
    page.hear();
    page.pass(GATHER_MS);
    expect(page.titles()).toEqual(['Bea', 'Bea']);
  });

  test('is silent and takes away what stands when someone looks', async () => {
    const page = await scene();
    page.hear();
    page.pass(GATHER_MS);
    page.hear();
    page.look(true);
    expect(page.standing()).toBeUndefined();
    page.pass(AGAIN_MS);
    expect(page.shown).toHaveLength(1);
    page.look(false);
    page.hear();
    page.pass(GATHER_MS);
    expect(page.titles()).toEqual(['Bea', 'Bea']);
  });

  test('asks the settings, as they are when a message arrives', async () => {
    const page = await scene();
    page.settings.setAttention('everyone', 'nothing');
    page.hear();
    page.settings.setAttention('everyone', 'mentions');
    page.hear({ text: 'Hello @Alex' });
    page.settings.setDoNotDisturb('on');
    page.hear({ text: 'Hello @Alex' });
    page.settings.setDoNotDisturb('off');
    page.settings.setShowText(false);
    page.pass(AGAIN_MS);
    expect(page.shown).toMatchObject([{ title: 'Bea', body: 'New message' }]);
  });

  test('catching up makes no sound, and a flood is bounded', async () => {
    const page = await scene();
    page.hear({ how: 'catchUp' });
    page.client.emit({
      type: 'sync',
      sync: { state: 'catchingUp', have: 1, of: 4_000, peers: 1, peersInSync: 0, missing: [] },
    });
    page.hear();
    page.pass(AGAIN_MS);
    expect(page.shown).toEqual([]);
    page.client.emit({
      type: 'sync',
      sync: { state: 'inSync', have: 1, of: 1, peers: 1, peersInSync: 1, missing: [] },
    });
    page.emit(MAX_ARRIVED + 1);
    page.pass(AGAIN_MS);
    expect(page.titles()).toEqual([`${MAX_ARRIVED} new messages from Bea`]);
  });

  test('stops', async () => {
    const page = await scene();
    page.hear();
    page.stop();
    page.hear();
    page.pass(AGAIN_MS);
    expect(page.shown).toEqual([]);
  });
});
