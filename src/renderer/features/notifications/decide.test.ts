import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Message, Sync } from '../../../api/contract.ts';
import { FIRST_PEER } from '../../../api/groups.ts';
import { fakeMessage, fakePeerEntry, fakeSelf } from '../../lib/fakeClient.ts';
import { SILENT_MS } from './catchUp.ts';
import { decide, STARTING_MS, type Decision, type Scene } from './decide.ts';
import { parseNotificationSettings, type NotificationSettings } from './settings.ts';

const NOW = 1_000_000;
const inSync: Sync = { state: 'inSync', have: 9, of: 9, peers: 2, peersInSync: 2, missing: [] };
const usual: NotificationSettings = parseNotificationSettings(null, NOW);
const away: Scene = {
  group: FIRST_PEER,
  self: fakeSelf,
  peers: new Map(),
  names: new Map([[fakeSelf.origin, fakeSelf.name]]),
  sync: inSync,
  attentive: false,
  conversation: '',
  openedAt: NOW - 60_000,
  wasInSync: true,
  catchUp: undefined,
};
const muted = new Map([['a:1', fakePeerEntry('a:1', { rule: 'mute' })]]);
const blocked = new Map([['a:1', fakePeerEntry('a:1', { rule: 'block' })]]);
const chosen = (attention: 'mentions' | 'nothing', where = 'everyone') => ({
  ...usual,
  conversations: new Map([[where, attention]]),
});
const catchingUp = (ago: number): Partial<Scene> => ({
  sync: { ...inSync, state: 'catchingUp', of: 10 },
  catchUp: { since: NOW - ago, lastAt: NOW },
});
const starting = { wasInSync: false, openedAt: NOW - STARTING_MS };

describe('whether a person is told', () => {
  test.each<[string, Partial<Scene>, Partial<Message>, NotificationSettings, Decision | string]>([
    ['a message of another, while away', {}, {}, usual, 'notify'],
    ['one’s own', {}, { own: true, how: 'said' }, usual, 'own'],
    ['while it is in view', { attentive: true }, {}, usual, 'inView'],
    [
      'in private, while everyone is in view',
      { attentive: true },
      { conversation: 'Bea', how: 'private' },
      usual,
      'notify',
    ],
    [
      'in private, in view',
      { attentive: true, conversation: 'Bea' },
      { conversation: 'Bea', how: 'private' },
      usual,
      'inView',
    ],
    ['in private, right after the start', starting, { conversation: 'Bea', how: 'private' }, usual, 'notify'],
    ['of a muted person', { peers: muted }, {}, usual, 'hidden'],
    ['of a blocked person', { peers: blocked }, {}, usual, 'hidden'],
    ['of another than the muted person', { peers: muted }, { origin: 'Carol' }, usual, 'notify'],
    ['what is caught up', {}, { how: 'catchUp' }, usual, 'caughtUp'],
    ['a rumor in the first minutes of a catch-up', catchingUp(SILENT_MS - 1), {}, usual, 'catchingUp'],
    ['a rumor where a gap does not close', catchingUp(SILENT_MS), {}, usual, 'notify'],
    ['history where a gap does not close', catchingUp(SILENT_MS), { how: 'catchUp' }, usual, 'caughtUp'],
    ['once the catch-up is over', { ...catchingUp(1), sync: inSync }, {}, usual, 'notify'],
    ['while alone', { sync: { ...inSync, state: 'alone', peers: 0 } }, {}, usual, 'notify'],
    ['in the first seconds', { ...starting, openedAt: starting.openedAt + 1 }, {}, usual, 'starting'],
    ['after the first seconds', starting, {}, usual, 'notify'],
    ['in the first seconds, once all was here', { ...starting, openedAt: NOW, wasInSync: true }, {}, usual, 'notify'],
    ['nothing wanted', {}, {}, chosen('nothing'), 'nothing'],
    ['nothing wanted, in another group', { group: 'g2' }, {}, chosen('nothing'), 'notify'],
    ['nothing wanted there', { group: 'g2' }, {}, chosen('nothing', 'everyone@g2'), 'nothing'],
    ['nothing wanted there, in the first group', {}, {}, chosen('nothing', 'everyone@g2'), 'notify'],
    ['mentions wanted, none there', {}, {}, chosen('mentions'), 'noMention'],
    ['mentions wanted, one there', {}, { text: 'Come, @Alex!' }, chosen('mentions'), 'notify'],
    ['not disturbed', {}, {}, { ...usual, doNotDisturb: { kind: 'on' } }, 'doNotDisturb'],
    ['no more disturbed', {}, {}, { ...usual, doNotDisturb: { kind: 'hour', until: NOW } }, 'notify'],
    ['still not', {}, {}, { ...usual, doNotDisturb: { kind: 'hour', until: NOW + 1 } }, 'doNotDisturb'],
  ])('%s', (_case, scene, message, settings, expected) => {
    const decision = decide({ ...away, ...scene }, fakeMessage(1, message), settings, NOW);
    expect(decision.notify ? 'notify' : decision.because).toBe(expected);
  });

  test('no settings make history, one’s own or what is in view worth a notification', () => {
    const attention = fc.constantFrom('all', 'mentions', 'nothing');
    const settings = fc
      .record({ everyone: attention })
      .map((conversations) => parseNotificationSettings(JSON.stringify({ conversations }), NOW));
    const quiet = fc.constantFrom<[Partial<Scene>, Partial<Message>]>(
      [{}, { own: true }],
      [{}, { how: 'catchUp' }],
      [{ attentive: true }, {}],
      [{ peers: muted }, {}],
    );
    fc.assert(
      fc.property(settings, quiet, fc.string(), (chosenSettings, [scene, message], text) => {
        const decision = decide({ ...away, ...scene }, fakeMessage(1, { text, ...message }), chosenSettings, NOW);
        expect(decision.notify).toBe(false);
      }),
    );
  });
});
