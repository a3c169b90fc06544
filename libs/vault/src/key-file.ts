import { VaultKeyUnavailable } from './errors.js';
import { createKeyFile, readKeys } from './key-source.js';

/** A file that holds one key of this installation, read at the first use and kept. */
export class KeyFile {
  private key: Promise<Buffer> | null = null;

  /**
   * @param file 32 bytes in base64 or hexadecimal; lines with `#` are notes.
   * @param isManaged Whether it is ours to make, at the first use. Of several processes that do, the first one's stays.
   * @param note What it is for, written into a file that is made.
   */
  constructor(
    readonly file: string,
    private readonly isManaged: boolean,
    private readonly note: string,
  ) {}

  /**
   * @param mayMake False where something is to be opened: a new key opens nothing.
   * @throws VaultKeyUnavailable when the file is missing and not to be made, or holds no key.
   */
  read(mayMake = this.isManaged): Promise<Buffer> {
    return (this.key ??= this.readOrMake(mayMake).catch((error: unknown) => {
      this.key = null;
      throw error;
    }));
  }

  private async readOrMake(mayMake: boolean): Promise<Buffer> {
    const place = { file: this.file, isManaged: this.isManaged, command: null };
    const [found] = await readKeys(place);
    if (found) return found;
    if (!mayMake) throw new VaultKeyUnavailable(`The key file ${this.file} is missing.`);
    await createKeyFile(this.file, this.note);
    const [made] = await readKeys(place);
    if (!made) throw new VaultKeyUnavailable(`The key file ${this.file} is gone as soon as it is made.`);
    return made;
  }
}
