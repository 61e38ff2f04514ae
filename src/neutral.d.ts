// What gossiper, wire, api and lab may assume of any runtime (Node, Electron, a browser, a worker), besides the
// language itself. They are compiled without Node's types and without the DOM's, so anything missing here is refused.

declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, into: Uint8Array): { read: number; written: number };
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string;
}
