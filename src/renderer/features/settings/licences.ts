/** The list that the build writes of every package that it put into the page. */
export interface Licence {
  readonly name: string;
  readonly version: string;
  /** By SPDX, such as "MIT". */
  readonly identifier: string;
  readonly text: string;
}

/** What is no entry is left out. */
export function parseLicences(value: unknown): readonly Licence[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null || !('name' in entry)) return [];
    const { name, version, identifier, text }: Partial<Record<keyof Licence, unknown>> = entry;
    return typeof name === 'string'
      ? [{ name, version: asText(version), identifier: asText(identifier), text: asText(text) }]
      : [];
  });
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
