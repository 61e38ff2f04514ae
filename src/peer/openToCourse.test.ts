/** Groups on real sockets: what keeps them apart, and what closing one to course peers does. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { loopback, started, temporaryFolder, texts, until } from './testing.ts';

const profile = (folder: string, name: string) => ({ kind: 'profile', folder, name, ephemeral: false }) as const;

/** `Rumor{C, id, text}` of a course peer, written by hand: protocol.md §1. */
function courseRumor(id: number, text: string): Uint8Array {
  const field = (number: number, bytes: Uint8Array): Uint8Array =>
    Uint8Array.from([(number << 3) | 2, bytes.length, ...bytes]);
  const rumor = [...field(1, Buffer.from('C')), 0x10, id, ...field(3, Buffer.from(text))];
  return field(2, Uint8Array.from(rumor));
}

let sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets) socket.close();
  sockets = [];
});

async function coursePeer() {
  const socket = createSocket('udp4');
  sockets.push(socket);
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const heard = { count: 0 };
  socket.on('message', () => (heard.count += 1));
  return { socket, heard, address: `127.0.0.1:${socket.address().port}` };
}

const portOf = ({ gossipAddress }: { gossipAddress: string }): number => Number(gossipAddress.split(':')[1]);

describe('peers in different groups', () => {
  it('never hear each other, though one knows the address of the other', async () => {
    using a = temporaryFolder();
    using b = temporaryFolder();
    using c = temporaryFolder();
    const work = { group: 'work', openToCourse: false };
    await using alice = await started(loopback(profile(a.path, 'Alice'), work));
    await using bea = await started(
      loopback(profile(b.path, 'Bea'), { ...work, peers: [alice.gossipAddress], antiEntropyMs: 100 }),
    );
    await using carol = await started(
      loopback(profile(c.path, 'Carol'), { peers: [alice.gossipAddress, bea.gossipAddress], antiEntropyMs: 100 }),
    );
    await carol.say({ text: 'in the lobby' });
    await bea.say({ text: 'at work' });
    await until(() => texts(alice).includes('at work'));
    // Carol's datagrams came all the while, and were counted as another group's.
    await until(() => (alice.figures()['gossip_wrong_group'] ?? 0) > 3, 30_000, 'packets of another group');
    expect(texts(alice)).toEqual(['at work']);
    expect(texts(carol)).toEqual(['in the lobby']);
    expect(carol.peerViews().every(({ state }) => state !== 'reachable')).toBe(true);
  });
});

describe('a group that is closed to course peers while it runs', () => {
  it('ends the search that was under way', async () => {
    using a = temporaryFolder();
    await using alice = await started(loopback(profile(a.path, 'Alice')));
    expect(alice.findFiles({ keywords: ['holiday'] })).toMatchObject({ value: { state: 'searching' } });
    alice.setOpenToCourse(false);
    expect(alice.foundFiles({})).toMatchObject({ value: { state: 'done' } });
  });

  it('forgets them, takes nothing of them and sends them nothing, until it is opened again', async () => {
    using a = temporaryFolder();
    const course = await coursePeer();
    await using alice = await started(loopback(profile(a.path, 'Alice'), { antiEntropyMs: 100 }));
    const say = (id: number, text: string) => course.socket.send(courseRumor(id, text), portOf(alice), '127.0.0.1');
    say(1, 'one');
    await until(() => texts(alice).includes('one') && course.heard.count > 0);
    expect(alice.peerViews()).toMatchObject([{ address: course.address, state: 'reachable' }]);

    alice.setOpenToCourse(false);
    expect(alice.peerViews()).toEqual([]);
    // What was on its way already is there once this comes back to the same socket.
    course.socket.send('fence', course.socket.address().port, '127.0.0.1');
    const before = course.heard.count;
    await until(() => course.heard.count > before);
    const heard = course.heard.count;
    const dropped = alice.figures()['gossip_wrong_group'] ?? 0;
    say(2, 'two');
    await until(() => (alice.figures()['gossip_wrong_group'] ?? 0) > dropped);
    await alice.say({ text: 'for us alone' });
    expect(alice.peerViews()).toEqual([]);
    expect(course.heard.count).toBe(heard);

    alice.setOpenToCourse(true);
    say(2, 'two');
    await until(() => texts(alice).includes('two') && course.heard.count > heard);
    expect(texts(alice)).toEqual(['one', 'for us alone', 'two']);
  });

  it('says what it said before, under the same name and with the next ID', async () => {
    using a = temporaryFolder();
    using b = temporaryFolder();
    await using alice = await started(loopback(profile(a.path, 'Alice')));
    await using bob = await started(loopback(profile(b.path, 'Bob'), { peers: [alice.gossipAddress] }));
    await alice.say({ text: 'before' });
    await until(() => texts(bob).includes('before'));
    const { origin } = alice.selfView();
    alice.setOpenToCourse(false);
    const said = await alice.say({ text: 'after' });
    expect(said).toMatchObject({ ok: true, value: { origin, id: 2 } });
    await until(() => texts(bob).includes('after'));
  });
});
