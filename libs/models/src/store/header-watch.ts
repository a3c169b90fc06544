import { describeGguf } from '../gguf/describe-gguf.js';
import { readArrivedMetadata } from '../gguf/gguf-metadata.js';
import { requireUsable, usable } from './content-fault.js';

/** Headers take some hundred kilobytes to some megabytes, most of them for the vocabulary. */
const FIRST_LOOK_BYTES = 1 << 20;

/** Looks at a file's header once it has arrived, so that the rest is not waited for where the model is of no use here. */
export class HeaderWatch {
  private lookAtBytes = FIRST_LOOK_BYTES;

  constructor(private readonly path: string) {}

  /**
   * @param bytes Of the file, written by now.
   * @param totalBytes Null while that is not known.
   * @throws as {@link requireUsable}, and ModelCorrupt, ModelUnsupported, ModelInParts
   */
  async reached(bytes: number, totalBytes: number | null): Promise<void> {
    if (bytes < this.lookAtBytes) return;
    // Each look begins at the beginning, so the next one waits for twice as much.
    this.lookAtBytes = bytes * 2;
    const metadata = await readArrivedMetadata(this.path, totalBytes);
    if (!metadata) return;
    this.lookAtBytes = Infinity;
    await requireUsable(usable(describeGguf(metadata)), this.path);
  }
}
