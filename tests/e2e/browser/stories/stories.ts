/** Peers in every state that the interface has a picture of. Times are relative to when a story opens. */
import type { Message, Route } from '../../../../src/api/contract.ts';
import type { Gossiper } from '../../../../src/api/environment.ts';
import { refused } from '../../../../src/api/result.ts';
import {
  fakeMessage,
  fakePeerEntry,
  fakeSelf,
  type FakeClient,
  type FakePeer,
} from '../../../../src/renderer/lib/fakeClient.ts';
import { bombs } from '../../../../src/renderer/lib/markdown/bombs.fixture.ts';
import { conversation, origins } from './conversation.ts';
import { stubDesktop } from './desktop.ts';
import { gossipers } from './environment.ts';
import { fileList, fileMessages, foundFiles } from './files.ts';
import { inSync, long, manyPeers, own, told } from './crowd.ts';
import { truthHolders, truthHolding, truthMissing, truthPeers } from './truth.ts';
import { inviteMessages, LONGEST_GROUP } from './invites.ts';
import { hostileNames, hostileTexts } from './hostile.ts';

export type StoryName =
  | 'connecting'
  | 'failed'
  | 'crashed'
  | 'firstStart'
  | 'alone'
  | 'offline'
  | 'onlyThisMachine'
  | 'empty'
  | 'cutOff'
  | 'unread'
  | 'aloneWithHistory'
  | 'chat'
  | 'private'
  | 'many'
  | 'fifty'
  | 'catchingUp'
  | 'lost'
  | 'refused'
  | 'notices'
  | 'longNames'
  | 'longMessages'
  | 'marks'
  | 'bombs'
  | 'truth'
  | 'missing'
  | 'partition'
  | 'people'
  | 'identity'
  | 'arabic'
  | 'indexing'
  | 'desktop'
  | 'files'
  | 'filesDesktop'
  | 'invites'
  | 'hostile'
  | 'environment'
  | 'environmentEmpty';

interface Story {
  peer(now: number): Partial<FakePeer>;
  /** The page is an environment's, with these. */
  environment?: readonly Gossiper[];
  /** Before the page asks anything. */
  before?: (client: FakeClient) => void;
  after?: (client: FakeClient, now: number) => void;
}

const MINUTE = 60_000;

const route = (now: number, name: string, more: Partial<Route>): Route => ({
  origin: origins[name] ?? name,
  name,
  tag: '',
  via: '192.168.1.20:5000',
  viaName: null,
  hops: 1,
  id: 7,
  learntAt: now - MINUTE,
  open: true,
  ...more,
});

/** With Bea, with a course peer, with one who is away, and notes. */
function privates(now: number): Message[] {
  const from = (name: string, minutes: number, text: string, more: Partial<Message> = {}): Message => {
    const at = now - minutes * MINUTE;
    const origin = origins[name] ?? name;
    const trust = origin.includes('~') ? 'verified' : 'unverified';
    const times = { saidAt: at, arrivedAt: at, shownAt: at };
    return fakeMessage(1, { ...times, name, origin, trust, text, how: 'private', conversation: origin, ...more });
  };
  const to = (name: string, minutes: number, text: string, delivery: Message['delivery']): Message =>
    from('Alex', minutes, text, {
      own: true,
      how: 'said',
      person: fakeSelf.person,
      from: null,
      hops: null,
      delivery,
      conversation: origins[name] ?? name,
    });
  return [
    to('Alex', 400, 'Bring the long cable on Monday.', 'delivered'),
    to('Noor', 14_000, 'Are you still at the other site?', 'failed'),
    to('gossip5', 58, 'Only for you: which hop limit do you use?', 'unconfirmed'),
    from('gossip5', 57, 'ten, as the course says'),
    from('Bea', 40, 'Between us: is the budget for a second switch approved?'),
    to('Bea', 38, 'It is. Not announced yet, so please keep it to yourself.', 'delivered'),
    to('Bea', 38, 'Details on Monday.', 'delivered'),
    from('Bea', 30, 'Of course. `WS-C2960` would do?'),
    to('Bea', 1, 'That one, yes.', 'sent'),
    to('Bea', 0.5, 'And two spare power supplies.', 'waiting'),
    from('Carol', 0.3, 'Can you come over for a minute?'),
    from('Carol', 0.2, 'It is about the far laptop.'),
  ];
}

export const stories: Record<StoryName, Story> = {
  connecting: { peer: () => ({}), before: (client) => (client.call = () => new Promise(() => undefined)) },
  failed: {
    peer: () => ({}),
    before: (client) =>
      client.answerNext('self', refused('storage-failed', 'The database is locked by another program: end it.')),
  },
  crashed: {
    // No peer has such a state: what a bug looks like.
    peer: () => ({ messages: [fakeMessage(1)], peers: [fakePeerEntry('10.0.0.1:5000', { state: 'lost' as never })] }),
  },
  firstStart: { peer: () => ({ self: { ...fakeSelf, name: '', named: false } }) },
  environment: { peer: () => ({}), environment: gossipers },
  environmentEmpty: { peer: () => ({}), environment: [] },
  alone: { peer: () => ({}) },
  offline: { peer: () => ({ self: { ...fakeSelf, addresses: [] } }) },
  onlyThisMachine: { peer: () => ({ self: { ...fakeSelf, addresses: ['127.0.0.1:5000'] } }) },
  empty: { peer: (now) => ({ peers: manyPeers(now).slice(0, 3), sync: inSync(3, 0) }) },
  cutOff: {
    peer: (now) => ({
      messages: conversation(now),
      peers: manyPeers(now)
        .slice(0, 4)
        .map((peer) => ({ ...peer, state: 'unreachable' })),
    }),
  },
  unread: {
    before: () => localStorage.setItem('readUpTo:everyone', '20'),
    peer: (now) => ({ messages: long(now, 60), peers: manyPeers(now).slice(0, 3), sync: inSync(3) }),
  },
  aloneWithHistory: { peer: (now) => ({ messages: conversation(now) }) },
  chat: {
    peer: (now) => ({ messages: conversation(now), peers: manyPeers(now).slice(0, 5), sync: inSync(4), packets: 60 }),
  },
  files: {
    peer: (now) => ({
      messages: fileMessages(now),
      files: fileList(),
      found: foundFiles,
      peers: manyPeers(now).slice(0, 5),
      sync: inSync(4),
    }),
  },
  filesDesktop: {
    before: stubDesktop,
    peer: (now) => ({
      messages: fileMessages(now),
      files: fileList(),
      peers: manyPeers(now).slice(0, 5),
      sync: inSync(4),
    }),
  },
  invites: {
    peer: (now) => ({
      self: {
        ...fakeSelf,
        group: LONGEST_GROUP,
        addresses: [
          ...fakeSelf.addresses,
          ...Array.from({ length: 7 }, (_, index) => `[2001:db8:aaaa:bbbb:cccc:dddd:eeee:ff0${index}]:5000`),
        ],
      },
      messages: inviteMessages(now),
      peers: manyPeers(now).slice(0, 3),
      sync: inSync(3),
    }),
  },
  private: {
    peer: (now) => ({
      messages: [...conversation(now), ...privates(now)].map((message, index) => ({ ...message, key: index + 1 })),
      routes: [
        route(now, 'Bea', { via: '192.168.1.22:5000', viaName: 'Carol', hops: 2 }),
        route(now, 'gossip5', { via: '192.168.1.24:5000', hops: null }),
        route(now, 'Carol', { via: '192.168.1.22:5000', hops: 1 }),
      ],
      peers: manyPeers(now).slice(0, 5),
      sync: inSync(4),
    }),
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
  fifty: {
    peer: (now) => ({
      messages: conversation(now),
      peers: Array.from({ length: 50 }, (_, index) => {
        const name = `${['Ana', 'Bo', 'Chidi', 'Dora', 'Eun-ji', 'Farid', 'Gwen'][index % 7] ?? ''} ${index + 1}`;
        return fakePeerEntry(`192.168.1.${20 + index}:5000`, {
          name,
          origin: `${name}~abcdefghijklmnop`,
          state: index % 17 === 5 ? 'unreachable' : 'reachable',
          lastHeard: now - index * 1_900,
          roundTrip: 1.4 + index,
          behind: index % 13 === 3 ? 12 : 0,
        });
      }),
      packets: 1_200,
      sync: inSync(47),
    }),
  },
  catchingUp: {
    peer: (now) => ({
      messages: conversation(now),
      peers: manyPeers(now).slice(0, 3),
      sync: { state: 'catchingUp', have: 120, of: 4_000, peers: 3, peersInSync: 2, missing: [] },
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
  people: {
    peer: (now) => ({
      messages: [
        ...told(now, ['This is the other Alex.'], { name: 'Alex', origin: 'Alex~qq7yl2hs4zbnt5ea' }),
        ...told(now, [
          'Good morning @Mei Lin and @gossip5, is @Nobody here? Write to bea@alex.example.',
          '@Alex can you look at this? `@Alex` in code is nobody. 🎉',
          'For @Alex~mfrg only:\n```ts\n/** Merging commutes. */\nexport const merge = (a: Clock, b: Clock): Clock =>\n  new Map([...a, ...b].map(([origin]) => [origin, Math.max(1, 0x2a)])); // "both"\n```',
          'And a patch\n```diff\n@@ -1,2 +1,2 @@\n-const limit = 7;\n+const limit = 8;\n```\nwith a page\n```html\n<a href="https://example.org" class="x">link</a>\n```\nand a language that nobody knows\n```klingon\nqapla!\n```',
        ]).map((message, index) => ({ ...message, key: message.key + 10, shownAt: message.shownAt + index })),
        ...Object.entries(origins).map(([name, origin], index) =>
          fakeMessage(50 + index, { name, origin, text: `I am ${name}.`, saidAt: now, arrivedAt: now, shownAt: now }),
        ),
      ],
      peers: manyPeers(now),
      sync: inSync(9),
    }),
  },
  truth: {
    peer: (now) => {
      const said = own(now, ['This is with all of them.', 'This one is on its way.'], ['peer', 'peer']);
      const messages = [...conversation(now - 5 * MINUTE), ...said].map((message, i) => ({ ...message, key: i + 1 }));
      const last = messages.at(-1)?.id ?? 0;
      const holding = truthHolding(now, last);
      return { messages, holding, holders: truthHolders(now), peers: truthPeers(now), sync: inSync(4) };
    },
  },
  missing: {
    peer: (now) => ({ messages: conversation(now), peers: truthPeers(now), sync: truthMissing() }),
  },
  partition: {
    peer: (now) => ({ messages: conversation(now), peers: truthPeers(now), sync: inSync(4) }),
    after(client) {
      const [bea, carol, david, noor] = client.peer.peers;
      if (bea === undefined || carol === undefined || david === undefined || noor === undefined) return;
      for (const gone of [carol, david]) client.emit({ type: 'peer', peer: { ...gone, state: 'unreachable' } });
      client.emit({ type: 'peer', peer: carol });
      const at = Date.now();
      const fetched = { how: 'catchUp', name: 'Carol', origin: carol.origin ?? '', saidAt: at, arrivedAt: at } as const;
      for (const key of [101, 102]) {
        const text = `Said while you were away: ${key - 100}`;
        client.emit({ type: 'message', message: fakeMessage(key, { ...fetched, text, shownAt: at - 1_000 }) });
      }
      client.emit({ type: 'peer', peer: { ...bea, state: 'unreachable' } });
      client.emit({ type: 'peer', peer: { ...noor, state: 'unreachable' } });
    },
  },
  bombs: {
    peer: (now) => ({ messages: told(now, Object.values(bombs)), peers: manyPeers(now).slice(0, 3), sync: inSync(3) }),
  },
  identity: {
    peer: (now) => ({
      messages: [
        ...told(now - 20 * MINUTE, ['I still went by another name here.'], { name: 'Beatrix', nameThen: 'Bea' }),
        ...told(now - 12 * MINUTE, ['The meeting is at nine.'], {
          name: 'Carol',
          origin: 'Carol~k3j5vqd2mnx7ratu',
          forked: 1,
        }),
        ...told(now - 11 * MINUTE, ['Nobody signed this.'], {
          name: 'gossip5',
          origin: 'gossip5',
          trust: 'unverified',
          forked: 2,
        }),
        ...own(
          now - 5 * MINUTE,
          ['The first of three.', 'The second one.', 'And the third.'],
          ['peer', 'peer', 'peer'],
        ),
        ...told(now - 4 * MINUTE, ['Thanks, all here.'], { name: 'Beatrix' }),
        ...own(
          now,
          ['This one is with somebody.', 'This one has left.', 'And this one waits: nobody is there.'],
          ['peer', 'sent', 'device'],
        ),
      ].map((message, index) => ({ ...message, key: index + 1, id: index + 1 })),
      evidence: [
        { text: 'The meeting is at ten.', trust: 'verified', from: '192.168.1.22:5000', replaced: false },
        { text: '<b>Nobody</b> signed this\u202e either', trust: 'unverified', from: null, replaced: true },
      ],
      peers: manyPeers(now).slice(0, 3),
      sync: inSync(3),
    }),
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
  indexing: {
    peer: (now) => ({
      messages: conversation(now),
      peers: manyPeers(now).slice(0, 3),
      sync: inSync(3),
      indexed: 0.414,
    }),
  },
  desktop: {
    before: stubDesktop,
    peer: (now) => ({ messages: conversation(now), peers: manyPeers(now).slice(0, 5), sync: inSync(4) }),
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
