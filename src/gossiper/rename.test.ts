import { describe, expect, test } from 'vitest';
import { author, stripped } from '../../tests/gossiper/authors.ts';
import { at, befriend, deliveredOf, rumorsTo, subject } from '../../tests/gossiper/subject.ts';
import { bytesField, concat } from '../../tests/wire/rawFields.ts';
import { rumorCodec } from '../wire/index.ts';
import { bytesOf } from './names.ts';
import { MAX_EXTENSION_BYTES, MAX_NAME_BYTES } from './limits.ts';
import { makeRumor } from './rumors/chain.ts';

/** Alex, who says one thing and then takes a name. */
function alexWho(renamed: string, saidFirst = 'hello') {
  const alex = author('Alex');
  const first = alex.says(saidFirst);
  return { alex, first, second: alex.renames(renamed), origin: alex.identity.origin };
}

describe('a new name', () => {
  test('is said as a rumor without text, and the origin stays', () => {
    const me = subject();
    befriend(me, at(1));
    me.input({ kind: 'say', text: 'one' });
    const effects = me.input({ kind: 'rename', name: 'Bea' });
    expect(deliveredOf(effects)).toEqual([]);
    const [rumor] = rumorsTo(effects, at(1)).slice(-1);
    expect(rumor ?? me.log.range(me.identity.origin, 2, 1)[0]).toMatchObject({ id: 2, text: '' });
    expect(me.gossiper.identity).toMatchObject({ origin: me.identity.origin, name: 'Bea' });
    expect(me.log.nameOf(me.identity.origin)).toBe('Bea');
    expect(me.log.nameOf(me.identity.origin, 1)).toBeUndefined();
  });

  test('of someone else holds from its ID on', () => {
    const me = subject();
    befriend(me, at(1));
    const { alex, first, second, origin } = alexWho('Bea');
    for (const rumor of [first, second, alex.says('more'), alex.renames('Cleo')]) me.rumor(at(1), rumor);
    expect([1, 2, 3, 4].map((id) => me.log.nameOf(origin, id))).toEqual([undefined, 'Bea', 'Bea', 'Cleo']);
  });

  test('that nobody signed is none; once its signed copy comes it is', () => {
    const me = subject();
    befriend(me, at(1));
    const { first, second, origin } = alexWho('Bea');
    me.rumor(at(1), stripped(first));
    me.rumor(at(1), stripped(second));
    expect(me.log.nameOf(origin)).toBeUndefined();
    me.rumor(at(1), first);
    const effects = me.rumor(at(1), second);
    expect(effects).toContainEqual({ kind: 'upgrade', rumor: second, name: 'Bea' });
    expect(me.log.nameOf(origin)).toBe('Bea');
  });

  test('goes on into the next incarnation', () => {
    const alex = author('Alex');
    const me = subject({ identity: alex.identity, crypto: alex.crypto });
    befriend(me, at(1));
    me.input({ kind: 'rename', name: 'Bea' });
    for (const text of ['my', 'past']) alex.says(text);
    me.rumor(at(1), alex.says('that I do not hold'));
    expect(me.gossiper.identity.origin).toMatch(/^Bea~/);
    expect(me.gossiper.identity.origin).not.toBe(alex.identity.origin);
  });

  test('is refused where the host did not check it', () => {
    const me = subject();
    for (const name of ['', 'x'.repeat(MAX_NAME_BYTES + 1), '\ud800'])
      expect(() => me.input({ kind: 'rename', name })).toThrow('checks');
  });

  test('in simple mode is kept, and sent to nobody', () => {
    const me = subject({ config: { mode: 'simple', peers: [at(1)] } });
    me.input({ kind: 'start' });
    expect(me.input({ kind: 'rename', name: 'Bea' }).filter(({ kind }) => kind === 'send')).toEqual([]);
    expect(me.log.nameOf(me.identity.origin)).toBe('Bea');
  });
});

describe('the name that a rumor claims', () => {
  const { identity, chain } = author('Alex');
  const claimed = (name: Uint8Array, text = '') => {
    const rumor = makeRumor(identity, 1, text, undefined, 1, chain);
    return rumorCodec.claims({ ...rumor, extensions: concat(rumor.extensions, name) });
  };
  const field = (text: string): Uint8Array => bytesField(22, bytesOf(text));

  test('is at most as long as the name in an origin, and fits beside all that an ID 1 carries', () => {
    const longest = 'é'.repeat(MAX_NAME_BYTES / 2);
    const rumor = makeRumor(identity, 1, '', undefined, Number.MAX_SAFE_INTEGER, chain, longest);
    expect(rumorCodec.claims(rumor)?.name).toBe(longest);
    expect(rumor.extensions.length).toBeLessThan(MAX_EXTENSION_BYTES);
    expect(claimed(field('x'.repeat(MAX_NAME_BYTES)))?.name).toHaveLength(MAX_NAME_BYTES);
  });

  test.each([
    ['too long', field('x'.repeat(MAX_NAME_BYTES + 1))],
    ['as long as a field can be', field('x'.repeat(255))],
    ['empty', field('')],
    ['not UTF-8', bytesField(22, Uint8Array.of(0x61, 0xff))],
    ['there twice', concat(field('a'), field('b'))],
    ['a number', Uint8Array.of(0xb0, 0x01, 5)],
  ])('is none where it is %s; the other claims hold all the same', (_, name) => {
    const found = claimed(name);
    expect(found?.birth).toEqual(identity.birth);
    expect(found).not.toHaveProperty('name');
  });

  test('is none beside a text', () => {
    expect(claimed(field('Bea'), 'hello')).not.toHaveProperty('name');
    expect(claimed(field('Bea'))?.name).toBe('Bea');
  });
});
