import { openAsBlob } from 'node:fs';
import { BlobReader, type Entry, ERR_INVALID_PASSWORD, type FileEntry, ZipReader } from '@zip.js/zip.js';
import { MemberDamaged } from './member-sink.js';

/** Everything happens in this process, which has its own bounds, and each member's checksum is compared. */
const OPTIONS = { useWebWorkers: false, checkSignature: true } as const;

/** The locked members of a ZIP archive, unpacked with its password: ZipCrypto and AES, as WinZip and 7-Zip write them. */
export class LockedZip {
  /** Offsets of the members whose bytes turned out not to be sound. */
  readonly damaged = new Set<number>();

  private constructor(
    private readonly reader: ZipReader<Blob>,
    private readonly byOffset: ReadonlyMap<number, FileEntry>,
    private readonly password: string,
  ) {}

  /** @throws what is wrong with the archive */
  static async open(path: string, password: string): Promise<LockedZip> {
    const reader = new ZipReader(new BlobReader(await openAsBlob(path)), OPTIONS);
    const files = (await reader.getEntries()).filter(isFile);
    return new LockedZip(reader, new Map(files.map((file) => [file.offset, file])), password);
  }

  close(): Promise<void> {
    return this.reader.close();
  }

  /**
   * Whether the password is that of a member. One in 256 wrong ones passes for ZipCrypto; its bytes are damaged then.
   * @param offset Of the member's local header.
   * @returns Null where it is locked in a way that is not known here.
   */
  async fits(offset: number): Promise<boolean | null> {
    const entry = this.byOffset.get(offset);
    if (!entry) return null;
    try {
      await entry.getData(new WritableStream(), { ...OPTIONS, password: this.password, checkPasswordOnly: true });
      return true;
    } catch (error) {
      return error instanceof Error && error.message === ERR_INVALID_PASSWORD ? false : null;
    }
  }

  /** A member's bytes, in order; may end in {@link MemberDamaged}. */
  async *bytesOf(offset: number): AsyncGenerator<Uint8Array> {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const unpacking = this.byOffset.get(offset)!.getData(writable, { ...OPTIONS, password: this.password });
    const failure = unpacking.then(() => new Promise<never>(() => undefined));
    const pieces = readable.getReader();
    try {
      for (;;) {
        const { value, done } = await Promise.race([pieces.read(), failure]);
        if (done) break;
        yield value;
      }
      await unpacking;
    } catch (error) {
      this.damaged.add(offset);
      throw new MemberDamaged(error instanceof Error ? error.message.slice(0, 120) : 'unknown reason');
    } finally {
      // Whoever stops reading early is not told why the rest did not come.
      await pieces.cancel().catch(() => undefined);
      await unpacking.catch(() => undefined);
    }
  }
}

const isFile = (entry: Entry): entry is FileEntry => !entry.directory;
