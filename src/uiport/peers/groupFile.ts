/**
 * Which groups a profile is in, besides the one that it was started for: `groups.json` in its folder. Written whole at
 * each change, which is rare.
 */
import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkGroupName } from '../../api/groupName.ts';
import { MAX_GROUPS } from '../../api/groups.ts';

export interface KeptGroup {
  readonly name: string;
  readonly open: boolean;
}

export interface KeptGroups {
  /** The group that the process was started for, where the person opened or closed it. */
  readonly first?: KeptGroup;
  readonly groups: readonly KeptGroup[];
}

export const NO_GROUPS: KeptGroups = { groups: [] };

/** Sixteen names and their braces; a larger file is none of ours. */
const MAX_FILE_BYTES = 65_536;

/** What is wrong with an entry costs that entry; a damaged file is set aside and costs the list, not the start. */
export async function readGroups(folder: string): Promise<KeptGroups> {
  const file = join(folder, 'groups.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return NO_GROUPS;
  const kept = text.length > MAX_FILE_BYTES ? undefined : parseGroups(text);
  if (kept !== undefined) return kept;
  await rename(file, `${file}.damaged`).catch(() => undefined);
  return NO_GROUPS;
}

/** Undefined: not a list of groups. */
export function parseGroups(text: string): KeptGroups | undefined {
  const { version, groups: entries, first } = fieldsOf(parseJson(text)) ?? {};
  if (version !== 1 || !Array.isArray(entries)) return undefined;
  const groups = new Map<string, KeptGroup>();
  for (const entry of entries) {
    const group = parseGroup(entry);
    if (group === undefined || groups.has(group.name) || groups.size >= MAX_GROUPS - 1) continue;
    // At most one is open: an edited file doesn't change that.
    const isOpenFree = [...groups.values()].every(({ open }) => !open);
    groups.set(group.name, { name: group.name, open: group.open && isOpenFree });
  }
  const own = parseGroup(first);
  return { ...(own === undefined ? {} : { first: own }), groups: [...groups.values()] };
}

function parseGroup(value: unknown): KeptGroup | undefined {
  const { name, open } = fieldsOf(value) ?? {};
  if (typeof name !== 'string' || typeof open !== 'boolean') return undefined;
  const checked = checkGroupName(name);
  return checked.ok ? { name: checked.value, open } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const fieldsOf = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

/** After a crash it is the old file or the new one. Rejects with what the disk says. */
export async function keepGroups(folder: string, kept: KeptGroups): Promise<void> {
  const path = join(folder, 'groups.json');
  const fresh = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    const file = await open(fresh, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify({ version: 1, ...kept }, undefined, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}
