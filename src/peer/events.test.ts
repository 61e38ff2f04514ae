import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEvents, EVERY_MS } from './events.ts';
import type { PeerEvent } from './views.ts';

// Timers of this file only: nothing in it looks at a clock.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const gone = (address: string): PeerEvent => ({ type: 'peerGone', address });

describe('events', () => {
  it('reach every listener in order, each as often as it subscribed, until it unsubscribes', () => {
    const events = createEvents();
    const seen: string[] = [];
    const listener = (event: PeerEvent): void => void seen.push(event.type === 'peerGone' ? event.address : '');
    const stop = events.subscribe(listener);
    events.subscribe(listener);
    events.emit(gone('a'));
    stop();
    events.emit(gone('b'));
    expect(seen).toEqual(['a', 'a', 'b']);
  });

  it('of one thing come at most once in a while, and the last is the latest', () => {
    const events = createEvents();
    const seen: string[] = [];
    events.subscribe((event) => void seen.push(event.type === 'peerGone' ? event.address : ''));
    for (let n = 0; n < 100; n++) events.emitSoon('peer', () => gone(`${n}`));
    events.emitSoon('other', () => gone('other'));
    expect(seen).toEqual(['0', 'other']);
    vi.advanceTimersByTime(EVERY_MS);
    expect(seen).toEqual(['0', 'other', '99']);
    vi.advanceTimersByTime(10 * EVERY_MS);
    expect(seen).toHaveLength(3);
    events.emitSoon('peer', () => gone('later'));
    expect(seen).toHaveLength(4);
  });

  it('are asked for no more often where there is nothing to tell', () => {
    const events = createEvents();
    const make = vi.fn(() => undefined);
    for (let n = 0; n < 100; n++) events.emitSoon('sync', make);
    expect(make).toHaveBeenCalledTimes(1);
    events.close();
    vi.advanceTimersByTime(10 * EVERY_MS);
    expect(make).toHaveBeenCalledTimes(1);
  });
});
