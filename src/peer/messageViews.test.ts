import { describe, expect, it } from 'vitest';
import { author, bare } from '../../tests/gossiper/authors.ts';
import { personOf } from '../gossiper/identity.ts';
import type { Rumor } from '../gossiper/packet.ts';
import type { LogEntry, Reach } from '../gossiper/ports.ts';
import { rumorCodec } from '../wire/index.ts';
import { sha256 } from './crypto.ts';
import { createMemoryStore } from './log/memoryStore.ts';
import { createOffers } from './files/offers.ts';
import { createMessageViews } from './messageViews.ts';
import type { Home } from './profile/home.ts';

const me = author('Alex');

function views(reach?: Reach) {
  const store = createMemoryStore({ birthOf: (rumor) => rumorCodec.claims(rumor)?.birth });
  const home: Pick<Home, 'identity' | 'store' | 'isOwn'> = {
    identity: me.identity,
    store,
    isOwn: (origin) => origin === me.identity.origin,
  };
  const made = createMessageViews(home as Home, createOffers(), () => reach); // it asks for nothing else
  const add = (rumor: Rumor, more: Partial<LogEntry> = {}) => {
    const trust = rumor.extensions.length > 0 ? 'verified' : 'unverified';
    store.append({ rumor, trust, how: 'rumor', arrivedAt: 1, shownAt: 1, ...more });
    return () => made.find(rumor.origin, rumor.id);
  };
  return { made, store, add };
}

describe('a message as clients see it', () => {
  it('has the name of now and of then, and the person behind the key', () => {
    const { add, made } = views();
    const bea = author('Bea');
    const first = add(bea.says('one'));
    expect(first()).toMatchObject({ name: 'Bea', nameThen: 'Bea' });
    add(bea.renames('Beatrix'), { name: 'Beatrix' });
    const later = add(bea.says('two'));
    const person = personOf(bea.identity.birth!, { sha256 });
    expect(person).toMatch(/^[a-z2-7]{16}$/);
    expect(first()).toMatchObject({ name: 'Beatrix', nameThen: 'Bea', person });
    expect(later()).toMatchObject({ name: 'Beatrix', nameThen: 'Beatrix', person });
    const event = { type: 'name', origin: bea.identity.origin, name: 'Beatrix', person };
    expect(made.nameEvent(bea.identity.origin)).toEqual(event);
    expect(add(bare('A', 1, 'hi'))()).toMatchObject({ name: 'A', nameThen: 'A', person: null, reach: null });
    expect(made.who(undefined)).toEqual({ name: null, person: null });
  });

  it('that nobody signed is joined with no person, under whatever name it comes', () => {
    const { add } = views();
    const bea = author('Bea');
    add(bea.says('one'));
    expect(add(bare(bea.identity.origin, 2, 'forged'))()).toMatchObject({ trust: 'unverified', person: null });
  });

  it('is marked by what its author must answer for, and by no unsigned text against a signed one', () => {
    const { add, store, made } = views();
    const bea = author('Bea');
    const rumor = bea.says('nine');
    const { origin } = rumor;
    const message = add(rumor);
    store.evidence(bare(origin, 1, 'forged'), 'unverified', undefined);
    expect(message()?.forked).toBe(0);
    expect(made.evidence(origin, 1)).toEqual({ ok: true, value: [] });
    store.evidence(bea.forks(rumor, 'ten'), 'verified', undefined);
    expect(message()?.forked).toBe(1);
    expect(made.evidence(origin, 1)).toMatchObject({ value: [{ text: 'ten', trust: 'verified', replaced: false }] });
    const course = add(bare('A', 1, 'one thing'));
    store.evidence(bare('A', 1, 'another'), 'unverified', undefined);
    expect(course()?.forked).toBe(1);
    expect(made.evidence(origin, 2)).toMatchObject({ problem: { code: 'unknown-message' } });
  });

  it('is marked when a signed text took the place of another', () => {
    const { add, store } = views();
    const bea = author('Bea');
    const rumor = bea.says('right');
    const message = add(bare(rumor.origin, 1, 'wrong'));
    expect(message()).toMatchObject({ text: 'wrong', forked: 0 });
    store.upgrade(rumor);
    expect(message()).toMatchObject({ text: 'right', trust: 'verified', forked: 1 });
  });

  it('of ours tells how far it got; what came back from others is with them', () => {
    const { add } = views({ sentUpTo: 2, heldUpTo: 1 });
    const said = ['one', 'two', 'three'].map((text) => add(me.says(text), { how: 'said' }));
    expect(said.map((message) => message()?.reach)).toEqual(['peer', 'sent', 'device']);
    expect(add(me.says('from another life'), { how: 'catchUp' })()?.reach).toBe('peer');
  });
});
