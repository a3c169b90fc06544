import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type GgufDescription, describeGguf } from '../gguf/describe-gguf.js';
import { readGgufMetadata } from '../gguf/gguf-metadata.js';
import { ModelCorrupt } from '../model-errors.js';
import { type ContentFault, contentFault, refuse } from './content-fault.js';
import { type FileFault, fileFault, reasonOf } from './file-fault.js';
import { FileHashes, fileState } from './file-sha256.js';
import type { StoredModel } from './stored-model.js';

/** What a file was found to be, compared with what was recorded. */
export interface CheckedFile {
  readonly fault: 'missing' | 'changed' | 'unreadable' | null;
  /** A clause that names the file, or its hash where nothing is wrong. */
  readonly detail: string;
}

const AGAIN = 'fetch or import it again';
const SEE_TO = "give the service's user the right to read it, or look whether its disk is sound";

/** What the files of models hold and what is wrong with them. Each content is read once, and looked at once. */
export class ModelFiles {
  private readonly hashes = new FileHashes();
  private readonly descriptions = new Map<string, { readonly state: string; readonly described: GgufDescription }>();
  /** What makes a model that was looked at useless here. */
  private readonly contentFaults = new WeakMap<GgufDescription, Promise<ContentFault | null>>();

  /** A file was just written or moved here, and its hash is known. */
  remember(path: string, sha256: string): Promise<void> {
    return this.hashes.remember(path, sha256);
  }

  /** What the header of a model's file says; null for a file that is missing or damaged, or can't be read. */
  async describe(model: StoredModel): Promise<GgufDescription | null> {
    try {
      const state = await fileState(model.path);
      const known = this.descriptions.get(model.path);
      if (known?.state === state) return known.described;
      const described = describeGguf(await readGgufMetadata(model.path));
      this.descriptions.set(model.path, { state, described });
      return described;
    } catch (error) {
      if (error instanceof ModelCorrupt || reasonOf(error)) return null;
      throw error;
    }
  }

  /**
   * What a model's header says, as {@link describe}, and what is wrong with its file, as far as that shows without reading it whole; null for
   * nothing. A file of the right size and with a sound header is called damaged only once {@link check} or {@link checkAnew} has read it here.
   */
  async inspect(model: StoredModel): Promise<{ fault: FileFault | null; described: GgufDescription | null }> {
    const fault = await fileFault(model, (path) => this.hashes.recalled(path));
    const described = fault ? null : await this.describe(model);
    if (!described) return { fault: fault ?? 'damaged', described };
    return { fault: await this.contentFault(model, described), described };
  }

  /** @throws ModelArchitectureUnknown, ModelTokenizerUnknown, ModelTemplateUnusable */
  async requireUsable(model: StoredModel): Promise<void> {
    const described = await this.describe(model);
    if (described) refuse(await this.contentFault(model, described), described);
  }

  /** Compare a file's content with what was recorded, without reading the same content twice. */
  check(model: StoredModel): Promise<CheckedFile> {
    return this.compare(model, (path) => this.hashes.sha256Of(path));
  }

  /** @throws ModelCorrupt where {@link check} finds a fault. */
  async requireSound(model: StoredModel): Promise<void> {
    const { fault, detail } = await this.check(model);
    if (fault)
      throw new ModelCorrupt(`The model "${model.name}" cannot be used: ${detail}.`, {
        particulars: { why: fault, name: model.name },
      });
  }

  /** As {@link check}, and the file is read whole whatever is known of it. */
  checkAnew(model: StoredModel): Promise<CheckedFile> {
    return this.compare(model, (path) => this.hashes.anew(path));
  }

  private contentFault({ path }: StoredModel, described: GgufDescription): Promise<ContentFault | null> {
    let fault = this.contentFaults.get(described);
    if (!fault) this.contentFaults.set(described, (fault = contentFault(described, path)));
    return fault;
  }

  private async compare(model: StoredModel, hashOf: (path: string) => Promise<string>): Promise<CheckedFile> {
    const missing = `its file ${basename(model.path)} is missing from the model store; ${AGAIN}`;
    try {
      if (!(await stat(model.path)).isFile()) return { fault: 'missing', detail: missing };
      const found = await hashOf(model.path);
      if (found === model.sha256) return { fault: null, detail: `SHA-256 ${found}` };
      return { fault: 'changed', detail: `its file has SHA-256 ${found} instead of ${model.sha256}; ${AGAIN}` };
    } catch (error) {
      const reason = reasonOf(error);
      if (!reason) throw error;
      if (reason === 'ENOENT') return { fault: 'missing', detail: missing };
      return { fault: 'unreadable', detail: `its file ${model.path} can't be read (${reason}); ${SEE_TO}` };
    }
  }
}
