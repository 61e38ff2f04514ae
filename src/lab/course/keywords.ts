import type { ByteString } from '../node.ts';

/** A file matches if its name contains any keyword; `*` alone or inside stands for anything. */
export const isMatch = (name: ByteString, keywords: readonly ByteString[]): boolean =>
  keywords.some((keyword) => {
    let at = 0;
    return keyword.split('*').every((part) => {
      const found = name.indexOf(part, at);
      at = found + part.length;
      return found >= 0;
    });
  });
