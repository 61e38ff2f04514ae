/** Peers in every state that the interface has a picture of. Times are relative to when a story opens. */
import type { Message, Peer } from '../../../../src/api/contract.ts';
import {
  fakeMessage,
  fakePeerEntry,
  fakeSelf,
  type FakeClient,
  type FakePeer,
} from '../../../../src/renderer/lib/fakeClient.ts';
import { bombs } from '../../../../src/renderer/lib/markdown/bombs.fixture.ts';
import { conversation, origins } from './conversation.ts';
import { hostileNames, hostileTexts } from './hostile.ts';

export type StoryName =
  | 'firstStart'
  | 'alone'
  | 'aloneWithHistory'
  | 'chat'
  | 'many'
  | 'catchingUp'
  | 'lost'
  | 'refused'
  | 'notices'
  | 'longNames'
  | 'longMessages'
  | 'marks'
  | 'bombs'
  | 'arabic'
  | 'hostile';

interface Story {
  peer(now: number): Partial<FakePeer>;
  after?: (client: FakeClient) => void;
}

const MINUTE = 60_000;
const inSync = (peers: number, have = 240) => ({ state: 'inSync', have, of: have, peers, peersInSync: peers }) as const;

const manyPeers = (now: number): Peer[] =>
  Object.entries(origins)
    .filter(([name]) => name !== 'Alex')
    .map(([name, origin], index) =>
      fakePeerEntry(`192.168.1.${20 + index}:5000`, {
        name,
        origin,
        kind: origin.includes('~') ? 'ours' : 'course',
        state: index === 5 ? 'unreachable' : index === 7 ? 'waiting' : 'reachable',
        lastHeard: index === 7 ? null : now - index ** 3 * 1_900,
        roundTrip: index === 7 ? null : 1.4 + index,
        behind: index === 3 ? 12 : 0,
      }),
    );

const long = (now: number, count: number): Message[] =>
  Array.from({ length: count }, (_, index) => {
    const names = Object.keys(origins);
    const name = names[(index * 7 + Math.floor(index / 3)) % names.length] ?? 'Bea';
    const at = now - (count - index) * 20_000;
    const times = { saidAt: at, arrivedAt: at, shownAt: at };
    return fakeMessage(index + 1, {
      ...times,
      name,
      origin: origins[name] ?? name,
      text: `Message ${index + 1} of ${name}`,
    });
  });

const told = (now: number, texts: readonly string[], more: Partial<Message> = {}): Message[] =>
  texts.map((text, index) => {
    const at = now - (texts.length - index) * MINUTE;
    return fakeMessage(index + 1, { saidAt: at, arrivedAt: at, shownAt: at, text, ...more });
  });

export const stories: Record<StoryName, Story> = {
  firstStart: { peer: () => ({ self: { ...fakeSelf, name: '', named: false } }) },
  alone: { peer: () => ({}) },
  aloneWithHistory: { peer: (now) => ({ messages: conversation(now) }) },
  chat: {
    peer: (now) => ({ messages: conversation(now), peers: manyPeers(now).slice(0, 5), sync: inSync(4) }),
  },
  many: {
    peer: (now) => ({
      messages: long(now, 100_000),
      peers: Array.from({ length: 5 }, () => manyPeers(now)).flatMap((peers, round) =>
        peers.map((peer) => ({ ...peer, address: peer.address.replace('168.1', `168.${round + 1}`) })),
      ),
      sync: inSync(45, 100_000),
    }),
  },
  catchingUp: {
    peer: (now) => ({
      messages: conversation(now),
      peers: manyPeers(now).slice(0, 3),
      sync: { state: 'catchingUp', have: 120, of: 4_000, peers: 3, peersInSync: 2 },
    }),
  },
  lost: {
    peer: (now) => ({ messages: conversation(now), peers: manyPeers(now).slice(0, 3), sync: inSync(3) }),
    after: (client) => client.connect('closed'),
  },
  refused: { peer: () => ({}), after: (client) => client.connect('refused') },
  notices: {
    peer: (now) => ({
      self: {
        ...fakeSelf,
        storage: 'memory',
        storageNote: 'This runtime has no node:sqlite, so nothing is kept: messages are gone when Peerster stops.',
      },
      notices: [
        {
          level: 'error',
          code: 'disk-full',
          message: 'The disk is full: new messages are kept in memory only. Free some space, then restart Peerster.',
        },
        {
          level: 'warning',
          code: 'damaged',
          message: 'The message database was damaged and set aside; history comes back from your peers.',
        },
      ],
      messages: conversation(now),
      peers: manyPeers(now).slice(0, 3),
      sync: inSync(3),
    }),
  },
  longNames: {
    peer: (now) => ({
      self: { ...fakeSelf, name: 'A name that somebody made as long as it may be '.repeat(5).trim() },
      peers: manyPeers(now).map((peer, index) => ({
        ...peer,
        name:
          index % 2 === 0
            ? `${peer.name ?? ''} of the very long and winding department name`.repeat(3)
            : 'W'.repeat(230),
      })),
      messages: told(now, ['Short text, long name.', 'Another one.'], {
        name: 'Donaudampfschifffahrtsgesellschaftskapitän '.repeat(5),
        trust: 'unverified',
      }),
      sync: inSync(9),
    }),
  },
  longMessages: {
    peer: (now) => ({
      messages: told(now, [
        'A short one first.',
        'One line that does not end: ' + 'abcdefghij'.repeat(780),
        Array.from({ length: 400 }, (_, line) => `line ${line + 1}`).join('\n'),
        'Long prose. '.repeat(300),
        'And https://example.org/a/very/long/path/'.concat('segment/'.repeat(60)),
      ]),
      peers: manyPeers(now).slice(0, 3),
      sync: inSync(3),
    }),
  },
  marks: {
    peer: (now) => ({
      messages: told(now, [
        'Some **bold**, some *italic*, `some code` and [the slides](https://slides.example/spread?page=14), or https://example.org/a_b_c.',
        'To repeat it:\n```sh\nnpm ci\nnpm start -- --as=Bea --peers=192.168.1.14:5000 # a long line that scrolls sideways, as long as it has to be to do so\n```\nThen say something.',
        '> Can someone repeat that with the old laptop?\n> > It has the **slow** card.\nDone.',
        'What is left:\n- pull the cable\n- wait\n  - four minutes\n  - not less\n- put it back',
        '3. third\n4. fourth\n\n-5 degrees, 2 * 3 * 4, snake_case_name, :_)',
      ]),
      peers: manyPeers(now).slice(0, 3),
      sync: inSync(3),
    }),
  },
  bombs: {
    peer: (now) => ({ messages: told(now, Object.values(bombs)), peers: manyPeers(now).slice(0, 3), sync: inSync(3) }),
  },
  arabic: {
    peer: (now) => ({
      self: { ...fakeSelf, name: 'ليلى' },
      messages: [
        ...told(
          now - 30 * MINUTE,
          ['مرحبا بالجميع، هل وصلت الرسالة؟', 'نعم، وصلت الآن عبر نظيرين. راجع https://example.org/دليل من فضلك.'],
          {
            name: 'سلمى',
            origin: 'سلمى~abcdefghijklmnop',
          },
        ),
        ...told(now, ['Mixed: the word سلام is Arabic, and 3 × 4 = 12.', '你好，大家都能看到这条消息吗？']).map(
          (message) => ({ ...message, key: message.key + 10 }),
        ),
      ],
      peers: manyPeers(now).slice(0, 2),
      sync: inSync(2),
    }),
  },
  hostile: {
    peer: (now) => ({
      messages: hostileTexts.map((text, index) => {
        const at = now - (hostileTexts.length - index) * 10_000;
        const name = hostileNames[index % hostileNames.length] ?? '';
        const who = { name, origin: name === '' ? 'x' : name, tag: '', trust: 'unverified' } as const;
        return fakeMessage(index + 1, { saidAt: at, arrivedAt: at, shownAt: at, text, ...who });
      }),
      peers: hostileNames.map((name, index) => fakePeerEntry(`10.0.0.${index + 1}:5000`, { name, origin: name })),
      sync: inSync(9),
    }),
  },
};

export const isStoryName = (name: string): name is StoryName => Object.hasOwn(stories, name);
