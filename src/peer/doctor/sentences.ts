/** The findings in English, for the command line; a page says them in the person's language, by their code. */
import type { DoctorCode } from '../views.ts';

/** `remedy` "": nothing to do. Names in braces are the finding's values. */
export const sentences: Readonly<Record<DoctorCode, { readonly message: string; readonly remedy: string }>> = {
  bound: { message: 'This peer listens on {host}, port {port}.', remedy: '' },
  'port-taken': {
    message: 'Port {wanted} is taken by another program; this peer listens on port {port}.',
    remedy: 'Give others the address with port {port}, or end that program and restart.',
  },
  'port-busy': {
    message: 'No peer runs here, and port {wanted} is taken by {program}.',
    remedy: 'End that program, or choose another port with -gossipAddr.',
  },
  'not-running': {
    message: 'No peer runs here; port {wanted} is free.',
    remedy: 'Start one (peerster), then run the doctor again.',
  },
  'only-this-machine': {
    message: 'This peer listens on {host}, which only this computer can reach.',
    remedy: 'Let it listen on all networks: 0.0.0.0 in the settings, or with -gossipAddr.',
  },
  interfaces: { message: 'This computer is on a network: {list}.', remedy: '' },
  'no-network': {
    message: 'This computer is on no network.',
    remedy: 'Connect it to the Wi-Fi or plug the cable in.',
  },
  'interface-dead': {
    message: 'Nothing comes through {interface}: nobody on its network answers.',
    remedy: 'Check its cable or its Wi-Fi, or reach these peers over the other network.',
  },
  'interface-down': {
    message: '{interface} is down, and some peers can only be reached through it.',
    remedy: 'Plug its cable in, or switch its Wi-Fi on.',
  },
  'wrong-interface': {
    message: 'This peer listens on {host} only, but others are on the network of {interface}.',
    remedy: 'Let it listen on all networks: 0.0.0.0 in the settings, or with -gossipAddr.',
  },
  'discovery-off': { message: 'Looking for others is switched off: multicast was not tried.', remedy: '' },
  'multicast-works': { message: 'Multicast works: announcements of others are heard.', remedy: '' },
  'multicast-silent': { message: 'No announcement was heard. Nobody else may be there.', remedy: '' },
  'multicast-broadcast-only': {
    message: 'This network carries no multicast; others are found by broadcast.',
    remedy: 'Nothing needs to be done. Where somebody is not found, add their address.',
  },
  'multicast-blocked': {
    message: 'This network carries no multicast: peers answer, but no announcement is heard.',
    remedy:
      'Add others by their address, or allow multicast (IGMP snooping, "client isolation") in the router or access point.',
  },
  'multicast-failed': {
    message: 'Announcements can’t be sent on {interface}: {problem}',
    remedy: 'Add others by their address, or check that network’s settings.',
  },
  'no-peers': {
    message: 'No other peer is known.',
    remedy: 'Start Peerster on another computer of this network, or add its address.',
  },
  'peers-answer': { message: 'Peers that answer: {count} of {of}.', remedy: '' },
  'peer-gone': {
    message: '{peer} is gone: that computer is there, but no Peerster listens on this port.',
    remedy: 'Start Peerster there, or ask for its new address: the port may have changed.',
  },
  'peer-away': {
    message: '{peer} is not on the network: no computer has that address now.',
    remedy:
      'Switch it on and connect it to the same network, or ask for its new address. On a Wi-Fi, "client isolation" looks the same.',
  },
  'peer-no-route': {
    message: 'No network of this computer leads to {peer}.',
    remedy: 'Connect both to one network, or ask for an address on this one.',
  },
  'peer-other-group': {
    message: '{peer} is in another group: {group}.',
    remedy: 'Join that group, or ask them to join yours.',
  },
  'peer-strange-group': {
    message: '{peer} is in another group.',
    remedy: 'Ask for its name and join it, or have them join yours.',
  },
  'peer-one-way': {
    message: 'One way only: packets of {peer} arrive here, ours get no answer.',
    remedy: 'Allow incoming UDP for Peerster in the firewall of that computer, and outgoing UDP here.',
  },
  'peer-silent': {
    message: 'Nothing comes back from {peer}.',
    remedy: 'Check the address, the group and the firewall of that computer.',
  },
  'direct-blocked': {
    message: 'Announcements of others are heard, but no direct packet comes back.',
    remedy: 'Allow UDP for Peerster in both firewalls, and switch "client isolation" off in the access point.',
  },
  'udp-blocked': {
    message: 'UDP is blocked both ways: nothing comes back from anybody, and nothing is heard.',
    remedy: 'Allow UDP for Peerster in the firewalls of both computers and of the network between them.',
  },
  'sending-forbidden': {
    message: 'This computer’s firewall forbids Peerster to send.',
    remedy: 'Allow outgoing UDP for Peerster in it.',
  },
  'outside-ok': { message: '{peer} tried this peer from outside, and got through to port {port}.', remedy: '' },
  'inbound-blocked': {
    message: 'One way only: this peer reaches {peer}, but what {peer} sends by itself does not get in.',
    remedy: 'Allow incoming UDP on port {port} in the firewall of this computer.',
  },
  'address-translated': {
    message: '{peer} sees this peer as {seen}: something between translates addresses.',
    remedy: 'Others behind it can’t reach you first. Add their addresses here, or join their network directly.',
  },
  'no-witness': { message: 'Nobody is reached who could try this peer from outside.', remedy: '' },
  'other-group': {
    message: 'On this network there are people in other groups: {group}.',
    remedy: 'To talk to them, join their group.',
  },
};
