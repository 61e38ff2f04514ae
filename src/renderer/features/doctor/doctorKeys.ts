/** The sentences of a finding and of what to do about it. A code that is not here is told in the peer's own words. */
import type { Finding } from '../../../api/contract.ts';
import type { StringKey } from '../../i18n/strings.ts';

/** Two are found only where no peer runs, and a page has one. */
type Code = Exclude<Finding['code'], 'port-busy' | 'not-running'>;

export const findingKeys: Readonly<Record<Code, { readonly text: StringKey; readonly fix?: StringKey }>> = {
  bound: { text: 'doctorBound' },
  'port-taken': { text: 'doctorPortTaken', fix: 'doctorPortTakenFix' },
  'only-this-machine': { text: 'doctorOnlyHere', fix: 'doctorListenOnAll' },
  interfaces: { text: 'doctorInterfaces' },
  'no-network': { text: 'doctorNoNetwork', fix: 'doctorNoNetworkFix' },
  'interface-dead': { text: 'doctorInterfaceDead', fix: 'doctorInterfaceDeadFix' },
  'interface-down': { text: 'doctorInterfaceDown', fix: 'doctorInterfaceDownFix' },
  'wrong-interface': { text: 'doctorWrongInterface', fix: 'doctorListenOnAll' },
  'discovery-off': { text: 'doctorDiscoveryOff' },
  'multicast-works': { text: 'doctorMulticastWorks' },
  'multicast-silent': { text: 'doctorMulticastSilent' },
  'multicast-broadcast-only': { text: 'doctorBroadcastOnly', fix: 'doctorBroadcastOnlyFix' },
  'multicast-blocked': { text: 'doctorMulticastBlocked', fix: 'doctorMulticastBlockedFix' },
  'multicast-failed': { text: 'doctorMulticastFailed', fix: 'doctorMulticastFailedFix' },
  'no-peers': { text: 'doctorNoPeers', fix: 'doctorNoPeersFix' },
  'peers-answer': { text: 'doctorPeersAnswer' },
  'peer-gone': { text: 'doctorPeerGone', fix: 'doctorPeerGoneFix' },
  'peer-away': { text: 'doctorPeerAway', fix: 'doctorPeerAwayFix' },
  'peer-no-route': { text: 'doctorPeerNoRoute', fix: 'doctorPeerNoRouteFix' },
  'peer-other-group': { text: 'doctorPeerOtherGroup', fix: 'doctorPeerOtherGroupFix' },
  'peer-strange-group': { text: 'doctorPeerStrangeGroup', fix: 'doctorPeerOtherGroupFix' },
  'peer-one-way': { text: 'doctorPeerOneWay', fix: 'doctorPeerOneWayFix' },
  'peer-silent': { text: 'doctorPeerSilent', fix: 'doctorPeerSilentFix' },
  'direct-blocked': { text: 'doctorDirectBlocked', fix: 'doctorDirectBlockedFix' },
  'udp-blocked': { text: 'doctorUdpBlocked', fix: 'doctorUdpBlockedFix' },
  'sending-forbidden': { text: 'doctorSendingForbidden', fix: 'doctorSendingForbiddenFix' },
  'outside-ok': { text: 'doctorOutsideOk' },
  'inbound-blocked': { text: 'doctorInboundBlocked', fix: 'doctorInboundBlockedFix' },
  'address-translated': { text: 'doctorTranslated', fix: 'doctorTranslatedFix' },
  'no-witness': { text: 'doctorNoWitness' },
  'other-group': { text: 'doctorOtherGroup', fix: 'doctorOtherGroupFix' },
};

export const stateKeys = {
  ok: 'doctorOk',
  warning: 'doctorWarning',
  problem: 'doctorProblem',
  skipped: 'doctorSkipped',
} as const satisfies Record<Finding['state'], StringKey>;

export const checkKeys = {
  socket: 'doctorCheckSocket',
  interfaces: 'doctorCheckInterfaces',
  multicast: 'doctorCheckMulticast',
  peers: 'doctorCheckPeers',
  outside: 'doctorCheckOutside',
  groups: 'doctorCheckGroups',
} as const satisfies Record<Finding['check'], StringKey>;
