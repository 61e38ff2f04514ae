import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { checkAddress } from '../peer/checked.ts';
import { checkGroupName } from './groupName.ts';
import { MAX_GROUP_NAME } from './groups.ts';
import { inviteLink, isAppLink, MAX_INVITE_ADDRESSES, MAX_INVITE_LENGTH, readInvite } from './invite.ts';

const group = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: MAX_GROUP_NAME })
  .map(checkGroupName)
  .filter((checked) => checked.ok)
  .map(({ value }) => value);
const address = fc
  .tuple(
    fc.oneof(
      fc.ipV4(),
      fc.ipV6().map((six) => `[${six}]`),
    ),
    fc.integer({ min: 1, max: 65_535 }),
  )
  .map(([ip, port]) => `${ip}:${port}`)
  .filter((text) => checkAddress(text).ok && !/\[.*\..*\]/.test(text));
const addresses = fc.uniqueArray(address, { maxLength: MAX_INVITE_ADDRESSES });

const codeOf = (link: string): string => {
  const read = readInvite(link);
  return read.ok ? 'ok' : read.problem.code;
};

describe('an invitation', () => {
  it('is read as it was made, whatever the group is called', () => {
    fc.assert(
      fc.property(group, addresses, (name, at) => {
        const link = inviteLink({ group: name, addresses: at });
        expect(readInvite(link)).toEqual({ ok: true, value: { group: name, addresses: at } });
        expect(link.length).toBeLessThanOrEqual(MAX_INVITE_LENGTH);
        // Found whole in a sentence, whoever looks for links there.
        expect(link).toMatch(/^peerster:\/\/join\?[A-Za-z0-9%&=:.-]*[A-Za-z0-9-]$/);
      }),
    );
  });

  it('reads any text without harm, and nothing that a peer would not take', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('peerster://join?', 'group=', '&at=', '&', '=', '%', '%5B', '::1', ']', ':5000', '10.0.0.1', '0'),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const read = readInvite(parts.join(''));
        if (read.ok) {
          const { group: name, addresses: at } = read.value;
          expect(checkGroupName(name)).toEqual({ ok: true, value: name });
          expect(at.map(checkAddress)).toEqual(at.map((value) => ({ ok: true, value })));
        } else expect(read.problem.message).toMatch(/^That .*\.$/);
      }),
    );
  });

  test.each([
    ['  peerster://join?group=work&at=10.0.0.7:5000\n', 'work', ['10.0.0.7:5000']],
    // As some programs spell it on its way.
    ['Peerster://join/?group=work', 'work', []],
    ['peerster://join?at=[FD00::7]:5000&group=K%C3%BCche%202', 'Küche 2', ['[fd00::7]:5000']],
    ['peerster://join?group=work&at=10.0.0.7:5000&at=10.0.0.7:5000', 'work', ['10.0.0.7:5000']],
    ['peerster://join?group=%3Cb%3Ex%3C%2Fb%3E', '<b>x</b>', []],
    ['peerster://join?group=work&later=1', 'work', []],
  ])('%j is one', (link, name, at) => {
    expect(readInvite(link)).toEqual({ ok: true, value: { group: name, addresses: at } });
  });

  test.each<[string, string]>([
    ['', 'invite-not-one'],
    ['work', 'invite-not-one'],
    ['https://join?group=work', 'invite-not-one'],
    ['javascript://join?group=work', 'invite-not-one'],
    ['xpeerster://join?group=work', 'invite-not-one'],
    ['peerster://join', 'invite-not-one'],
    ['peerster://joined?group=work', 'invite-not-one'],
    [`peerster://file/${'a'.repeat(64)}?size=1&name=a`, 'invite-not-one'],
    ['peerster://join?group=work"><b>', 'invite-not-one'],
    ['peerster://join?group=work --hidden', 'invite-not-one'],
    ['peerster://join?group=wo\u202erk', 'invite-not-one'],
    ['peerster://join?group=%zz', 'invite-not-one'],
    ['peerster://join?group=%ff', 'invite-not-one'],
    ['peerster://join?group', 'invite-not-one'],
    ['peerster://join?at=10.0.0.7:5000', 'invite-bad-group'],
    ['peerster://join?group=', 'invite-bad-group'],
    ['peerster://join?group=a&group=b', 'invite-bad-group'],
    ['peerster://join?group=wo%E2%80%AErk', 'invite-bad-group'],
    ['peerster://join?group=a%0Ab', 'invite-bad-group'],
    [`peerster://join?group=${'x'.repeat(MAX_GROUP_NAME + 1)}`, 'invite-bad-group'],
    ...[
      '',
      'bea',
      'bea.example:5000',
      '10.0.0.7',
      '10.0.0.7:0',
      '10.0.0.7:05000',
      '10.0.0.7:65536',
      '10.0.0.256:5000',
      '0.0.0.0:5000',
      '224.0.0.1:5000',
      '255.255.255.255:5000',
      '[::]:5000',
      '[ff02::1]:5000',
      '[fe80::1%25eth0]:5000',
      '[:::]:5000',
      '::1:5000',
    ].map((at): [string, string] => [`peerster://join?group=work&at=${at}`, 'invite-bad-address']),
  ])('%j is refused: %s', (link, code) => expect(codeOf(link)).toBe(code));

  it('has eight addresses at most', () => {
    const at = Array.from({ length: MAX_INVITE_ADDRESSES + 1 }, (_, index) => `10.0.0.${index + 1}:5000`);
    const link = (count: number) => `peerster://join?group=work&at=${at.slice(0, count).join('&at=')}`;
    expect(codeOf(link(MAX_INVITE_ADDRESSES))).toBe('ok');
    expect(codeOf(link(MAX_INVITE_ADDRESSES + 1))).toBe('invite-too-many');
    expect(inviteLink({ group: 'work', addresses: at })).toBe(link(MAX_INVITE_ADDRESSES));
  });

  it('is no longer than its limit', () => {
    const link = (length: number) => 'peerster://join?group=work&later='.padEnd(length, 'x');
    expect(codeOf(link(MAX_INVITE_LENGTH))).toBe('ok');
    expect(codeOf(link(MAX_INVITE_LENGTH + 1))).toBe('invite-too-long');
  });
});

test('a field tells a link of the app from a name and an address', () => {
  expect([' peerster://join?group=x', 'PEERSTER:nonsense', 'peerster', '10.0.0.7:5000'].map(isAppLink)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
