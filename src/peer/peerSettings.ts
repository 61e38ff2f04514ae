/**
 * The settings of a running peer: what a person changes takes effect here, at once, or is kept for the next start.
 *
 * 1. A change is whole: everything in it is checked, and the socket is where it shall be, before any of it is kept.
 * 2. Changes are made one after the other, in the order in which they were asked for.
 */
import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { Origin } from '../gossiper/names.ts';
import type { Input } from '../gossiper/input.ts';
import { done, refused, type Result } from '../gossiper/result.ts';
import { listenable } from './addresses.ts';
import { checkChoices, choiceNames, choicesOf, isFixed, type Choices, type ChoicesPatch } from './choices.ts';
import type { MovableSocket } from './movableSocket.ts';
import type { PeerOptions } from './options.ts';
import type { Home } from './profile/home.ts';
import type { PeerEvent, SettingsView } from './views.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NONE: ReadonlySet<Origin> = new Set();

export interface PeerSettings {
  view(): Promise<SettingsView>;
  change(patch: ChoicesPatch): Promise<Result<SettingsView>>;
  /** Messages before this moment are not shown: ms since 1970, 0 for all. */
  shownSince(): number;
}

export interface PeerSettingsParts {
  readonly options: PeerOptions;
  readonly home: Home;
  readonly socket: MovableSocket;
  readonly input: (input: Input) => void;
  /** The socket is elsewhere. */
  readonly onMoved: () => void;
  /** Called at the start, and when it changes. */
  readonly onDiscovery: (on: boolean) => void;
  readonly emit: (event: PeerEvent) => void;
  /** ms since 1970. */
  readonly wall: () => number;
}

export function createPeerSettings(parts: PeerSettingsParts): PeerSettings {
  const { options, home, socket, input, onMoved, onDiscovery, emit, wall } = parts;
  const startedEphemeral = choicesOf(options, home.settings).ephemeral;
  let last: Promise<unknown> = Promise.resolve();

  const choices = (): Choices => choicesOf(options, home.settings);

  /** By the hour: what is counted and paged stays the same meanwhile. */
  const shownSince = (): number => {
    const { hideAfterDays } = choices();
    if (hideAfterDays === 0) return 0;
    return Math.max(1, Math.floor(wall() / HOUR_MS) * HOUR_MS - hideAfterDays * DAY_MS);
  };

  const view = async (): Promise<SettingsView> => {
    const messages = home.store.count(NONE);
    return {
      choices: choices(),
      fixed: choiceNames.filter((name) => isFixed(options, name)),
      afterRestart: choices().ephemeral === startedEphemeral ? [] : ['ephemeral'],
      hosts: listenable(networkInterfaces()),
      storage: {
        folder: home.folder ?? null,
        bytes: home.folder === undefined ? null : bytesOf(home.folder),
        free: home.folder === undefined ? null : await freeIn(home.folder),
        messages,
        hidden: messages - home.store.count(NONE, shownSince()),
      },
    };
  };

  const move = async ({ gossipHost, gossipPort }: Partial<Choices>): Promise<Result<void>> => {
    const moved = await socket.move(gossipHost ?? socket.host, gossipPort ?? socket.port);
    if (moved.ok) onMoved();
    return moved;
  };

  const change = async (patch: Partial<Choices>): Promise<Result<SettingsView>> => {
    const fixed = choiceNames.find((name) => patch[name] !== undefined && isFixed(options, name));
    if (fixed !== undefined && patch[fixed] !== choices()[fixed]) {
      return refused(
        'setting-fixed',
        `${fixed} was given when this peer was started, so it holds until the next start. Start the peer without that flag to change it here.`,
      );
    }
    const checked = checkChoices(patch);
    if (!checked.ok) return checked;
    const before = choices();
    if (patch.gossipHost !== undefined || typeof patch.gossipPort === 'number') {
      const moved = await move(patch);
      if (!moved.ok) return moved; // invariant 1
    }
    home.change({ choices: { ...home.settings.choices, ...patch } });
    const now = choices();
    input({
      kind: 'setIntervals',
      antiEntropyMs: now.antiEntropySeconds * 1_000,
      routeRumorMs: now.routeRumorSeconds * 1_000,
    });
    if (now.discovery !== before.discovery) onDiscovery(now.discovery);
    const settings = await view();
    emit({ type: 'settings', settings });
    if (now.hideAfterDays !== before.hideAfterDays) emit({ type: 'timelineChanged' });
    return done(settings);
  };

  if (choices().discovery) onDiscovery(true);

  return {
    view,
    change(patch) {
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      const changed = last.then(() => change(given)); // invariant 2
      last = changed.catch(() => undefined);
      return changed;
    },
    shownSince,
  };
}

/** The database with what is not yet in it. */
function bytesOf(folder: string): number | null {
  let bytes = 0;
  for (const name of ['messages.db', 'messages.db-wal', 'messages.db-shm']) {
    bytes += statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

async function freeIn(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null; // not every file system tells
  }
}
