/**
 * What a file is called on this machine's disk. Names come from strangers: what comes out is one path segment that every
 * system takes, never a path, never hidden, and reads as what it is.
 */
const MAX_BYTES = 200;
/** Reserved by Windows, with any extension (Microsoft, "Naming Files, Paths, and Namespaces"). */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
/** Separators, what Windows refuses, and characters that are not seen or turn the text around. */
const UNSAFE = new RegExp(
  [
    String.raw`[\p{Cc}\p{Cs}\u2028\u2029/\\:*?"<>|]`,
    String.raw`\p{Default_Ignorable_Code_Point}`, // zero width, bidi controls, fillers, variation selectors, tags
    String.raw`[\ufff9-\ufffb]`,
  ].join('|'),
  'gu',
);

const encoder = new TextEncoder();

/** 1 to MAX_BYTES bytes of UTF-8. */
export function safeName(name: string): string {
  const plain = name
    .toWellFormed()
    .normalize('NFC')
    .replace(UNSAFE, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '');
  const shown = plain === '' || /^_+$/.test(plain) ? 'file' : plain;
  return shortened(RESERVED.test(shown) ? `_${shown}` : shown);
}

/** `name (2).ext` for 2; for 0 the name itself. */
export function numberedName(name: string, count: number): string {
  if (count === 0) return name;
  const { stem, extension } = parts(name);
  return `${shortened(stem, MAX_BYTES - encoder.encode(extension).length - 12)} (${count})${extension}`;
}

function shortened(name: string, most = MAX_BYTES): string {
  if (encoder.encode(name).length <= most) return name;
  const { stem, extension } = parts(name);
  const room = most - encoder.encode(extension).length;
  let kept = '';
  let bytes = 0;
  for (const character of stem) {
    bytes += encoder.encode(character).length;
    if (bytes > room) break;
    kept += character;
  }
  return `${kept.trimEnd()}${extension}`;
}

/** What stands behind the last dot is an extension where it is short. */
function parts(name: string): { stem: string; extension: string } {
  const at = name.lastIndexOf('.');
  if (at < 1 || name.length - at > 16) return { stem: name, extension: '' };
  return { stem: name.slice(0, at), extension: name.slice(at) };
}
