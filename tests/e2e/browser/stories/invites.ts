/** Invitations in messages: to another group, to the own one, with everything as long as it may be, and what is none. */
import type { Message } from '../../../../src/api/contract.ts';
import { inviteLink } from '../../../../src/api/invite.ts';
import { told } from './crowd.ts';

export const LONGEST_GROUP = 'Überwachungs- und Einsatzleitungsgruppe des Rechenzentrums Süd 3';

const eight = Array.from({ length: 4 }, (_, index) => [
  `192.168.100.${200 + index}:50000`,
  `[2001:db8:aaaa:bbbb:cccc:dddd:eeee:ff0${index}]:50000`,
]).flat();

export const inviteMessages = (now: number): Message[] =>
  told(now, [
    `Come over: ${inviteLink({ group: 'work', addresses: ['192.168.1.22:5004', '10.0.0.9:5004'] })}.`,
    `And here again ${inviteLink({ group: 'lobby', addresses: ['192.168.1.22:5000'] })}`,
    inviteLink({ group: LONGEST_GROUP, addresses: eight }),
    'This is none: peerster://join?group=wo%E2%80%AErk and neither is peerster://join',
    `${inviteLink({ group: 'فريق العمل', addresses: [] })} — for *later*.`,
  ]);
