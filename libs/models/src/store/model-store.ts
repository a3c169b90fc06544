import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Hex } from '#knowledge';
import { Catalogue } from '../catalogue.js';
import { describeGguf } from '../gguf/describe-gguf.js';
import type { GgufDescription } from '../gguf/describe-gguf.js';
import { readGgufMetadata } from '../gguf/gguf-metadata.js';
import {
  ModelCorrupt,
  ModelNameTaken,
  ModelNotFound,
  ModelRequestFailed,
  ModelRoleEmpty,
  ModelUnsupported,
} from '../model-errors.js';
import type { ModelRole } from '../roles.js';
import { downloadFile } from './download-file.js';
import type { DownloadProgress } from './download-file.js';
import { FileHashes, fileSha256 } from './file-sha256.js';
import { modelNameOf } from './model-name.js';
import { readRegistry, writeRegistry } from './registry.js';
import type { RegisteredModel, Registry } from './registry.js';
import { storedModels } from './stored-model.js';
import type { ModelFolders, StoredModel } from './stored-model.js';

export interface VerifiedModel {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

export interface PullOptions {
  /** Defaults to the file name in the URL. */
  readonly name?: string;
  /** Refuse any other content. */
  readonly sha256?: string;
  readonly onProgress?: (progress: DownloadProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * The model files on this machine and which of them is in use for what. Loads no native code.
 * Every read looks at the disk, so a change made by another process counts at once; changes themselves are made by one
 * process at a time (the API).
 */
export class ModelStore {
  private readonly hashes = new FileHashes();
  private catalogueLoaded?: Promise<Catalogue>;
  private lastChange: Promise<unknown> = Promise.resolve();

  constructor(private readonly folders: ModelFolders) {}

  catalogue(): Promise<Catalogue> {
    return (this.catalogueLoaded ??= Catalogue.load(this.folders.shippedDir));
  }

  /** Shipped models first, then the others by name. */
  async list(): Promise<StoredModel[]> {
    const [catalogue, registry] = await Promise.all([this.catalogue(), readRegistry(this.folders.dataDir)]);
    return storedModels(catalogue, registry, this.folders);
  }

  /** @throws ModelNotFound */
  async get(name: string): Promise<StoredModel> {
    const models = await this.list();
    const found = models.find((model) => model.name === name);
    if (!found)
      throw new ModelNotFound(`There is no model named "${name}" here. "chancery models list" shows those there are.`);
    return found;
  }

  /** The model that a role uses now, or null. */
  async inUse(role: ModelRole): Promise<StoredModel | null> {
    return (await this.list()).find((model) => model.role === role && model.inUse) ?? null;
  }

  /**
   * A model whose file was just found to be exactly what was recorded.
   * @param name The model in use when absent.
   * @throws ModelRoleEmpty, ModelNotFound, ModelCorrupt
   */
  async checked(role: ModelRole, name?: string): Promise<StoredModel> {
    const model = name === undefined ? await this.inUse(role) : await this.get(name);
    if (!model)
      throw new ModelRoleEmpty(
        `No ${role} model is installed. See "chancery models pull" and "chancery models import".`,
      );
    if (model.role !== role)
      throw new ModelNotFound(`"${model.name}" is a model for the role ${model.role}, not ${role}.`);
    const { ok, detail } = await this.check(model);
    if (!ok) throw new ModelCorrupt(`The model "${model.name}" cannot be used: ${detail}.`);
    return model;
  }

  /** Compare every file with its recorded checksum. */
  async verify(): Promise<VerifiedModel[]> {
    const results: VerifiedModel[] = [];
    for (const model of await this.list()) results.push(await this.check(model));
    return results;
  }

  /**
   * Put a model to use. The inference host follows with its next request.
   * @throws ModelNotFound when there is no such model for the role.
   */
  async use(role: ModelRole, name: string): Promise<StoredModel> {
    const model = await this.checked(role, name);
    await this.change((registry) => ({ ...registry, inUse: { ...registry.inUse, [role]: name } }));
    return { ...model, inUse: true };
  }

  /** Leave a role empty, or back to the shipped model where there is one. */
  async release(role: ModelRole): Promise<void> {
    await this.change(({ inUse: { [role]: _released, ...inUse }, ...registry }) => ({ ...registry, inUse }));
  }

  /**
   * Copy a GGUF file into the store under its file name, or another. The first model of a role is put to use.
   * The same file again changes nothing.
   * @throws ModelCorrupt, ModelUnsupported, ModelNameTaken, ModelNotFound
   */
  async importFile(path: string, name = modelNameOf(path)): Promise<StoredModel> {
    if (!(await exists(path))) throw new ModelNotFound(`There is no file ${path}.`);
    await readGgufMetadata(path);
    const copy = await this.incoming(`${randomUUID()}.part`);
    try {
      await copyFile(path, copy);
      return await this.admit(copy, modelNameOf(name), null);
    } finally {
      await rm(copy, { force: true });
    }
  }

  /**
   * Fetch a GGUF file: the one act that opens a connection, and only to this URL. An interrupted call leaves what it has
   * got, and the next one continues there.
   * @throws as {@link importFile}, and ModelUnavailable, ModelRequestFailed
   */
  async pull(url: string, { name, sha256, onProgress, signal }: PullOptions = {}): Promise<StoredModel> {
    const address = URL.canParse(url) ? new URL(url) : null;
    if (!address || !['http:', 'https:'].includes(address.protocol))
      throw new ModelRequestFailed('Give the http(s) address of a GGUF file.');
    const part = await this.incoming(`${sha256Hex(url).slice(0, 32)}.part`);
    await downloadFile(url, part, onProgress ?? (() => {}), signal);
    try {
      if (sha256 !== undefined && (await fileSha256(part)) !== sha256.toLowerCase())
        throw new ModelCorrupt(`The file at ${url} is not the one with SHA-256 ${sha256}. It was not kept.`);
      return await this.admit(part, modelNameOf(name ?? decodeURIComponent(address.pathname)), url);
    } finally {
      await rm(part, { force: true });
    }
  }

  private async admit(file: string, name: string, origin: string | null): Promise<StoredModel> {
    const described = usable(describeGguf(await readGgufMetadata(file)));
    const [sha256, { size }] = [await fileSha256(file), await stat(file)];
    const isSame = await this.isTaken(name, sha256);
    if (isSame) return this.get(name);

    const added: RegisteredModel = {
      name,
      file: `${name}.gguf`,
      sha256,
      sizeBytes: size,
      role: described.role,
      architecture: described.architecture,
      dimensions: described.dimensions,
      contextTokens: described.contextTokens,
      origin,
      addedAt: new Date().toISOString(),
    };
    const isFirst = (await this.inUse(described.role)) === null;
    await rename(file, join(this.folders.dataDir, added.file));
    await this.change((registry) => ({
      ...registry,
      models: [...registry.models.filter((model) => model.name !== name), added],
      inUse: isFirst ? { ...registry.inUse, [described.role]: name } : registry.inUse,
    }));
    return this.get(name);
  }

  /** True when exactly this content is there already under the name. */
  private async isTaken(name: string, sha256: string): Promise<boolean> {
    const taken = (await this.list()).find((model) => model.name === name);
    if (!taken) return false;
    if (taken.sha256 !== sha256)
      throw new ModelNameTaken(`Another file is already named "${name}". Give this one a name of its own.`);
    // A damaged file of this name is replaced by the sound one.
    return (await this.check(taken)).ok || taken.source === 'shipped';
  }

  private async check(model: StoredModel): Promise<VerifiedModel> {
    const result = (ok: boolean, detail: string): VerifiedModel => ({ name: model.name, ok, detail });
    if (!(await exists(model.path)))
      return result(false, `its file ${model.path} is missing; fetch or import it again`);
    const found = await this.hashes.sha256Of(model.path);
    if (found !== model.sha256)
      return result(false, `its file has SHA-256 ${found} instead of ${model.sha256}; fetch or import it again`);
    return result(true, `SHA-256 ${found}`);
  }

  /** Changes follow one another, so that none is lost within this process. */
  private change(edit: (registry: Registry) => Registry): Promise<void> {
    const next = this.lastChange.then(async () =>
      writeRegistry(this.folders.dataDir, edit(await readRegistry(this.folders.dataDir))),
    );
    this.lastChange = next.catch(() => undefined);
    return next;
  }

  private async incoming(name: string): Promise<string> {
    const folder = join(this.folders.dataDir, 'incoming');
    await mkdir(folder, { recursive: true });
    return join(folder, name);
  }
}

function usable(described: GgufDescription): GgufDescription & { role: ModelRole } {
  if (described.parts > 1)
    throw new ModelUnsupported(
      `This is one of ${described.parts} parts of a model. Join them with llama.cpp's "llama-gguf-split --merge" first.`,
    );
  if (described.role === null)
    throw new ModelUnsupported(
      'This file holds no text model that could embed, rank or write (perhaps a projector or a vocabulary).',
    );
  return { ...described, role: described.role };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
