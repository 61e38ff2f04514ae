/** The limit of a message is in bytes, since the wire counts bytes. */
import { MAX_TEXT_BYTES } from '../../../api/contract.ts';

/** Of the limit: from here on the count is shown. */
const NEAR = 0.9;
const encoder = new TextEncoder();

export interface ByteUse {
  readonly used: number;
  readonly limit: number;
  readonly over: number;
  readonly isNear: boolean;
}

/** Of the text as it will be sent: well-formed, without blanks around it. */
export function byteUse(text: string, limit = MAX_TEXT_BYTES): ByteUse {
  const near = limit * NEAR;
  // Three bytes at most for each unit: most texts need not be encoded to know that they are short.
  const used = text.length * 3 < near ? text.length : encoder.encode(text.toWellFormed().trim()).length;
  return { used, limit, over: Math.max(0, used - limit), isNear: used >= near };
}
