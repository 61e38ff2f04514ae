/** A conversation as colleagues have it. */
import type { Message } from '../../../../src/api/contract.ts';
import { fakeMessage, fakeSelf } from '../../../../src/renderer/lib/fakeClient.ts';

export const origins: Readonly<Record<string, string>> = {
  Alex: fakeSelf.origin,
  Bea: 'Bea~abcdefghijklmnop',
  Carol: 'Carol~k3j5vqd2mnx7ratu',
  Dávid: 'Dávid~q6yyl2hs4zbnt5ea',
  Noor: 'Noor~z7wc2mfdrkh4p3gx',
  gossip5: 'gossip5',
  Ravi: 'Ravi~b2t6omx3nqhw7ysl',
  'Mei Lin': 'Mei Lin~p4vgu2kdc6zrqa5j',
  Tomás: 'Tomás~h5ncw3yx7qtlm2of',
  Yusuf: 'Yusuf~t2kdz4bq6mwr5hna',
};

const DAY = 86_400_000;
const MINUTE = 60_000;

/** [minutes before now, who, what] */
const said: readonly (readonly [number, string, string])[] = [
  [1_560, 'Carol', 'The workshop network is up: the switch by the window, ports 1 to 12.'],
  [1_558, 'Carol', 'No uplink there, so nothing reaches the internet. That is the point.'],
  [1_551, 'Noor', 'Works here. I see three peers at once.'],
  [1_490, 'Dávid', 'Two of my laptops were asleep overnight and both have the whole history now.'],
  [96, 'Bea', 'Morning! I put the slides on the share, page 14 is the one with the spread figures.'],
  [95, 'Bea', 'Draft is at https://example.org/slides/spread?page=14 until Friday.'],
  [88, 'Alex', 'Thanks, reading it now.'],
  [71, 'gossip5', 'test from the course peer, do you see me?'],
  [70, 'Alex', 'Yes, two hops away.'],
  [
    34,
    'Noor',
    'Pulled the cable of the second switch for four minutes.\nEverything said meanwhile arrived on both sides after I put it back:\n  left: 23 messages\n  right: 9 messages',
  ],
  [33, 'Noor', 'No duplicates, order is right.'],
  [
    21,
    'Carol',
    'Nice. Can someone repeat that with the old laptop on the far side? It has the slow Wi-Fi card and I would like to know whether it catches up while people keep typing.',
  ],
  [12, 'Dávid', 'On it.'],
  [3, 'Dávid', 'Caught up in under a second, while I was writing this.'],
  [2, 'Alex', 'Then we are done for today. Coffee?'],
  [0.4, 'Bea', 'Coffee! ☕'],
];

export const conversation = (now: number): Message[] =>
  said.map(([minutes, name, text], index) => {
    const at = now - Math.min(minutes * MINUTE, 20 * DAY);
    const origin = origins[name] ?? name;
    const trust = origin.includes('~') ? 'verified' : 'unverified';
    const times = { saidAt: at, arrivedAt: at, shownAt: at };
    const own = origin === fakeSelf.origin;
    const came = own ? ({ how: 'said', person: fakeSelf.person, from: null, hops: null, reach: 'peer' } as const) : {};
    return fakeMessage(index + 1, { ...times, ...came, name, origin, text, own, trust });
  });
