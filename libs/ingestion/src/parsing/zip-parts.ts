import { type Entry, type ZipFile, openPromise } from 'yauzl';
import { DocumentCorrupt, DocumentEncrypted, DocumentTooComplex } from './parse-errors.js';

const MAX_ENTRIES = 20_000;
const MARKS = [
  { mark: Buffer.from([0xff, 0xfe]), encoding: 'utf-16le' },
  { mark: Buffer.from([0xfe, 0xff]), encoding: 'utf-16be' },
];

/**
 * The parts of a zip container, read one at a time. What the directory states is checked before anything is unpacked, and what
 * really comes out is counted as well, because directories lie.
 */
export class ZipParts {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    private readonly format: string,
    private readonly maxBytes: number,
  ) {}

  private unpacked = 0;

  /**
   * Open a container, use it, and close it whatever happens.
   * @param format What the file is called in a refusal.
   * @param maxBytes Most bytes of all parts together once unpacked.
   * @throws DocumentCorrupt, DocumentEncrypted, DocumentTooComplex
   */
  static async use<T>(
    path: string,
    format: string,
    maxBytes: number,
    work: (parts: ZipParts) => Promise<T>,
  ): Promise<T> {
    const zip = await openZip(path, format);
    try {
      return await work(new ZipParts(zip, await entriesOf(zip, format, maxBytes), format, maxBytes));
    } finally {
      zip.close();
    }
  }

  get names(): readonly string[] {
    return [...this.entries.keys()];
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** Bytes that the directory states for parts together, once unpacked. */
  sizeOf(isCounted: (name: string) => boolean): number {
    return [...this.entries].reduce((sum, [name, entry]) => sum + (isCounted(name) ? entry.uncompressedSize : 0), 0);
  }

  /** A part's bytes; null when there is no such part. @throws DocumentCorrupt, DocumentTooComplex */
  async bytes(name: string): Promise<Buffer | null> {
    if (!this.has(name)) return null;
    const pieces: Buffer[] = [];
    for await (const piece of this.pieces(name)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  /** A part's bytes as they are unpacked; none when there is no such part. Throws as {@link bytes}. */
  async *pieces(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name);
    if (!entry) return;
    try {
      for await (const piece of await this.zip.openReadStreamPromise(entry)) {
        this.unpacked += (piece as Buffer).length;
        if (this.unpacked > this.maxBytes) throw new DocumentTooComplex('bytes once unpacked', this.maxBytes);
        yield piece as Buffer;
      }
    } catch (error) {
      if (error instanceof DocumentTooComplex) throw error;
      throw corrupt(this.format, error);
    }
  }

  /** A part as text, in UTF-8 unless it begins with another mark; null when there is no such part. Throws as {@link bytes}. */
  async text(name: string): Promise<string | null> {
    const bytes = await this.bytes(name);
    if (bytes === null) return null;
    const encoding = MARKS.find(({ mark }) => bytes.subarray(0, 2).equals(mark))?.encoding ?? 'utf-8';
    return new TextDecoder(encoding).decode(bytes);
  }
}

async function openZip(path: string, format: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: false });
  } catch (error) {
    throw corrupt(format, error);
  }
}

async function entriesOf(zip: ZipFile, format: string, maxBytes: number): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw new DocumentEncrypted(format);
      entries.set(entry.fileName, entry);
      total += entry.uncompressedSize;
      if (total > maxBytes) throw new DocumentTooComplex('bytes once unpacked', maxBytes);
      if (entries.size > MAX_ENTRIES) throw new DocumentTooComplex('parts inside', MAX_ENTRIES);
    }
  } catch (error) {
    if (error instanceof DocumentEncrypted || error instanceof DocumentTooComplex) throw error;
    throw corrupt(format, error);
  }
  return entries;
}

function corrupt(format: string, error: unknown): DocumentCorrupt {
  const reason = error instanceof Error ? error.message.slice(0, 120) : 'unknown reason';
  return new DocumentCorrupt(format, reason, { cause: error });
}
