/** Where the window was, kept between starts. The file is a person's to edit or break: it is parsed, and may be gone. */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowState {
  /** Absent: the system places the window. */
  readonly position?: { readonly x: number; readonly y: number };
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

export const MIN_WIDTH = 400;
export const MIN_HEIGHT = 300;
const first: WindowState = { width: 1080, height: 760, maximized: false };

/** How much of the title bar must be on a screen for a person to grab it. */
const GRIP = 80;

const stored = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  maximized: z.boolean(),
});

/** What was stored, made to fit the screens that are there now: a screen may have been unplugged since. */
export function fitToScreens(state: unknown, screens: readonly Area[]): WindowState {
  const parsed = stored.safeParse(state);
  if (!parsed.success) return first;
  const { x, y, maximized } = parsed.data;
  const home = screens.find((screen) => isGrabbable(parsed.data, screen));
  const room = home ?? screens[0];
  const width = Math.max(MIN_WIDTH, Math.min(parsed.data.width, room?.width ?? first.width));
  const height = Math.max(MIN_HEIGHT, Math.min(parsed.data.height, room?.height ?? first.height));
  return home === undefined ? { width, height, maximized } : { position: { x, y }, width, height, maximized };
}

function isGrabbable(window: Area, screen: Area): boolean {
  const across = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  return across >= GRIP && window.y >= screen.y && window.y <= screen.y + screen.height - GRIP;
}

export function readWindowState(file: string, screens: readonly Area[]): WindowState {
  try {
    return fitToScreens(JSON.parse(readFileSync(file, 'utf8')), screens);
  } catch {
    return first; // first start, or a file that is no JSON any more
  }
}

export function keepWindowState(file: string, bounds: Area, maximized: boolean): void {
  try {
    writeFileSync(file, JSON.stringify({ ...bounds, maximized }));
  } catch {
    // A full or read-only disk: the window opens where it did before. The peer itself tells of the disk.
  }
}
