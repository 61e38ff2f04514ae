/** A set of small numbers, an eighth of a byte each: 160 KB for the chunks of 10 GiB. */
export class Bits {
  #bytes = new Uint8Array(128);

  add(index: number): void {
    const at = index >> 3;
    if (at >= this.#bytes.length) {
      const grown = new Uint8Array(Math.max(at + 1, 2 * this.#bytes.length));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes[at] = (this.#bytes[at] ?? 0) | (1 << (index & 7));
  }

  delete(index: number): void {
    const at = index >> 3;
    if (at < this.#bytes.length) this.#bytes[at] = (this.#bytes[at] ?? 0) & ~(1 << (index & 7));
  }

  has(index: number): boolean {
    return ((this.#bytes[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
  }
}
