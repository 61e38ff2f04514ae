import { describe, expect, it } from 'vitest';
import { loopback, started, temporaryFolder, texts, until } from './testing.ts';

const profile = (folder: string, name?: string, ephemeral = false) =>
  ({ kind: 'profile', folder, ephemeral, ...(name === undefined ? {} : { name }) }) as const;

describe('two peers', () => {
  it('chat over loopback, and each shows what the other said', async () => {
    using a = temporaryFolder();
    using b = temporaryFolder();
    await using alice = await started(loopback(profile(a.path, 'Alice')));
    await using bob = await started(loopback(profile(b.path, 'Bob'), { peers: [alice.gossipAddress] }));
    const said = await bob.say({ text: 'hello' });
    expect(said).toMatchObject({
      ok: true,
      value: { name: 'Bob', text: 'hello', own: true, how: 'said', trust: 'verified' },
    });
    await until(() => texts(alice).includes('hello'));
    await alice.say({ text: 'hello yourself' });
    await until(() => texts(bob).length === 2);
    expect(texts(bob)).toEqual(['hello', 'hello yourself']);
    await until(() => alice.syncView().state === 'inSync' && bob.syncView().state === 'inSync');
  });

  it('keep everything over a restart, and go on with the same name and IDs', async () => {
    using a = temporaryFolder();
    let origin: string;
    {
      await using alice = await started(loopback(profile(a.path, 'Alice')));
      for (let i = 0; i < 10; i++) await alice.say({ text: `message ${i}` });
      origin = alice.selfView().origin;
    }
    await using again = await started(loopback(profile(a.path)));
    expect(again.selfView()).toMatchObject({ origin, named: true, storage: 'disk' });
    expect(texts(again)).toHaveLength(10);
    expect(await again.say({ text: 'more' })).toMatchObject({ value: { id: 11, key: 11 } });
  });
});
