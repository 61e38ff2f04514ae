/** What the app around the page is to do, kept between starts. The file is a person's to edit or break. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { closingSchema } from '../api/bridge.ts';

/** Each on its own: one that isn't known here (of a newer version, or mistyped) leaves the others. */
const stored = z.object({
  closing: closingSchema.catch('ask'),
  /** Where fetched files go; undefined: to the person's folder of downloads. */
  downloads: z.string().refine(isAbsolute).optional().catch(undefined),
});

export type DesktopSettings = z.infer<typeof stored>;

const usual: DesktopSettings = { closing: 'ask' };

export function parseDesktopSettings(text: string): DesktopSettings {
  try {
    const parsed = stored.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : usual;
  } catch {
    return usual; // not JSON any more
  }
}

export function readDesktopSettings(file: string): DesktopSettings {
  try {
    return parseDesktopSettings(readFileSync(file, 'utf8'));
  } catch {
    return usual; // first start
  }
}

/** False: the disk is full or can't be written; the setting holds until the app ends. */
export function keepDesktopSettings(file: string, settings: DesktopSettings): boolean {
  try {
    // Never half a file, whenever the power goes.
    writeFileSync(`${file}.new`, JSON.stringify(settings));
    renameSync(`${file}.new`, file);
    return true;
  } catch {
    return false;
  }
}
