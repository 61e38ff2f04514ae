import { expect, test } from 'vitest';
import { MAX_INVITE_LENGTH, readInvite } from '../api/invite.ts';
import { linkAmong } from './linkAmong.ts';

const link = 'peerster://join?group=work&at=10.0.0.7:5000';

test.each([
  ['a packed app', ['/opt/Peerster/peerster', link], link],
  ['Electron with the app’s folder', ['electron', '/home/a/peerster', '--user-data-dir=/tmp/peerster:x', link], link],
  ['as Windows is told to', ['C:\\Peerster.exe', '--', link], link],
  ['two links', ['peerster', 'peerster://join?group=a', link], link],
  ['another spelling', ['peerster', 'PEERSTER://join?group=a'], 'PEERSTER://join?group=a'],
  ['none', ['peerster', '--hidden', 'https://example.org/?x=peerster://join'], undefined],
  ['nothing', [], undefined],
])('of the arguments of %s', (_what, args, found) => expect(linkAmong(args)).toBe(found));

test('one that is too long stays too long, and no longer than it takes to see it', () => {
  const found = linkAmong([`peerster://join?group=${'x'.repeat(1_000_000)}`]) ?? '';
  expect(found).toHaveLength(MAX_INVITE_LENGTH + 1);
  expect(readInvite(found)).toMatchObject({ ok: false, problem: { code: 'invite-too-long' } });
});
