/** A file ends, or states a length, where more of it should follow. */
export class CutOff extends Error {}

/** Reads numbers (little end first) and stretches of bytes one after the other. All of it ends in {@link CutOff} where the bytes do. */
export class ByteCursor {
  #at = 0;

  constructor(private readonly bytes: Buffer) {}

  get isAtEnd(): boolean {
    return this.#at >= this.bytes.length;
  }

  uint8(): number {
    return this.take(1).readUInt8();
  }

  uint16(): number {
    return this.take(2).readUInt16LE();
  }

  uint32(): number {
    return this.take(4).readUInt32LE();
  }

  /** The next bytes; not a copy. */
  take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.bytes.length) throw new CutOff();
    const taken = this.bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}
