/** An environment that only a page's client shows: its gossipers are made up, and those that are started are added. */
import type { EnvironmentClient, Gossiper } from '../../../../src/api/environment.ts';
import { done, refused, type Result } from '../../../../src/api/result.ts';

const gossiper = (name: string, port: number, more: Partial<Gossiper> = {}): Gossiper => ({
  id: `${name.length}-${port}`,
  name,
  address: `127.0.0.1:${port}`,
  peers: 1,
  sync: 'inSync',
  ...more,
});

export const gossipers: readonly Gossiper[] = [
  gossiper('A', 5000, { peers: 2 }),
  gossiper('B', 5001, { sync: 'catchingUp' }),
  gossiper('محمد', 5002, { peers: 3 }),
  gossiper('Averyveryverylongname'.repeat(10), 5003, {
    address: '[fe80::1234:5678:9abc:def0%eth0]:50003',
    peers: 1_234,
  }),
  gossiper('Nobody yet', 5004, { peers: 0, sync: 'alone' }),
];

export function fakeEnvironment(running: readonly Gossiper[]): EnvironmentClient {
  let list = [...running];
  const answers = {
    gossipers: (): Result<unknown> => done(list),
    startGossiper({ name, address }: { name: string; address: string }): Result<unknown> {
      if (list.some((one) => one.name === name)) return refused('gossiper-runs', `"${name}" runs already.`);
      const started = gossiper(name, Number(address.split(':').at(-1)), { address, peers: 0, sync: 'alone' });
      list = [...list, started];
      for (const subscriber of subscribers) subscriber.event({ type: 'gossipers', gossipers: list });
      return done(started);
    },
    stopGossiper({ id }: { id: string }): Result<unknown> {
      list = list.filter((one) => one.id !== id);
      for (const subscriber of subscribers) subscriber.event({ type: 'gossipers', gossipers: list });
      return done(list);
    },
  };
  const subscribers = new Set<Parameters<EnvironmentClient['subscribe']>[0]>();
  return {
    // Each answer has its call's type; the table of them doesn't show it.
    call: ((name: keyof typeof answers, input: never) =>
      Promise.resolve(answers[name](input))) as EnvironmentClient['call'],
    subscribe(handlers) {
      subscribers.add(handlers);
      handlers.connection('open');
      return () => subscribers.delete(handlers);
    },
  };
}
