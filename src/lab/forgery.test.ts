/** With real signatures: what nobody signed does not pass for signed, wherever it is let in. */
import { expect, test } from 'vitest';
import { parseOrigin } from '../gossiper/names.ts';
import { createCrypto } from '../peer/crypto.ts';
import { newKeys } from '../peer/profile/keys.ts';
import { encodePacket } from '../wire/index.ts';
import { addressOf, OUR_DEFAULTS } from './resident.ts';
import { differenceWithin } from './schedule.ts';
import { World } from './world.ts';

test('a rumor under someone’s keyed name that they did not sign never outlives the signed one', () => {
  const profile = () => {
    const { sign, publicKey, sealKey } = newKeys();
    return { keys: { publicKey, sealKey }, crypto: createCrypto(sign) };
  };
  const world = new World({ seed: 1, profile });
  for (let node = 0; node < 4; node++) world.add({ kind: 'ours', ...OUR_DEFAULTS });
  for (let node = 0; node < 3; node++) world.link(node, node + 1);
  for (let node = 0; node < 4; node++) world.start(node);
  world.clock.runUntil(3_000);
  for (let i = 0; i < 5; i++) world.say(0, `mine ${i}`);
  world.clock.runUntil(6_000);
  const origin = parseOrigin([...world.holdings(0).keys()][0] ?? '');
  if (origin === undefined) throw new Error('node 0 said something');
  world.ledger.allow(origin);

  const rumor = { origin, id: 6, text: 'not mine', extensions: new Uint8Array() };
  world.network.send(addressOf(9), addressOf(2), encodePacket({ message: { type: 'rumor', rumor } }));
  world.clock.runUntil(8_000);
  for (let i = 5; i < 8; i++) world.say(0, `mine ${i}`);
  world.clock.runUntil(60_000);

  const mine = Array.from({ length: 8 }, (_, i) => `mine ${i}`);
  expect(world.holdings(0).get(origin)).toEqual(mine);
  expect(differenceWithin(world, [0, 1, 2, 3])).toBeUndefined();
});
