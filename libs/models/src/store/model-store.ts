import { mkdir, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchPermitting } from '#outbound';
import { Catalogue } from '../catalogue.js';
import type { GgufDescription } from '../gguf/describe-gguf.js';
import { readGgufMetadata } from '../gguf/gguf-metadata.js';
import { Q8Copy } from '../gguf/q8-copy.js';
import { ModelInUse, ModelNameTaken, ModelNotFound, ModelRoleEmpty } from '../model-errors.js';
import { type ModelRole, fallbackOf, kindOf } from '../roles.js';
import { Admission } from './admission.js';
import { PATIENT, type DownloadPatience, type DownloadProgress } from './download-file.js';
import type { FileFault } from './file-fault.js';
import { ModelFiles } from './model-files.js';
import { type GivenFile, ModelIntake, type PullOptions } from './model-intake.js';
import { modelNameOf, q8NameOf } from './model-name.js';
import { type StoreEvent, changeRegistry, forgetEvents, readRegistry } from './registry.js';
import { type ModelFolders, type StoredModel, storedModels } from './stored-model.js';

/** How the smaller copy of a model is made. */
export interface QuantizeOptions {
  /** Name of the copy; that of the model with `-q8_0` when absent. */
  readonly as?: string;
  /** Hears of the copy's bytes as they are written. */
  readonly onProgress?: (progress: DownloadProgress) => void;
  readonly signal?: AbortSignal;
  readonly actor?: string;
}

/** Whether an installed file is still the one that was installed; `detail` says what was found, in a sentence. */
export interface VerifiedModel {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** Who changes the store: a user id, or `system` for the command line on the machine itself. */
const SYSTEM = 'system';

/**
 * The model files on this machine and which of them is in use for what. Loads no native code.
 * Every read looks at the disk, so a change made by another process counts at once; changes of all processes follow one
 * another, and each leaves an event for the service's log.
 */
export class ModelStore {
  private readonly files = new ModelFiles();
  private catalogueLoaded?: Promise<Catalogue>;
  private readonly intake: ModelIntake;
  private readonly admission: Admission;

  /**
   * @param patience With servers that models are fetched from.
   * @param privateHosts Those of them that may lie in the own network or on this machine, as the operator's settings name them.
   */
  constructor(
    private readonly folders: ModelFolders,
    patience: DownloadPatience = PATIENT,
    privateHosts: readonly string[] = [],
  ) {
    const connect = fetchPermitting({ bySettings: privateHosts });
    this.intake = new ModelIntake(join(folders.dataDir, 'incoming'), patience, connect);
    this.admission = new Admission(folders.dataDir, this.files, this);
  }

  /** The folder that models are kept in; made when it is missing. */
  async folder(): Promise<string> {
    await mkdir(this.folders.dataDir, { recursive: true });
    return this.folders.dataDir;
  }

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
      throw new ModelNotFound(`There is no model named "${name}" here. "chancery models list" shows those there are.`, {
        particulars: { what: 'model', name },
      });
    return found;
  }

  /** What the header of a model's file says; null for a file that is missing or damaged, or can't be read. */
  describe(model: StoredModel): Promise<GgufDescription | null> {
    return this.files.describe(model);
  }

  /** As {@link describe}, and what is wrong with the file, as far as that shows without reading it whole. */
  inspect(model: StoredModel): Promise<{ fault: FileFault | null; described: GgufDescription | null }> {
    return this.files.inspect(model);
  }

  /** The model that does the work of a role now, or null: the reasoner falls back to the generator. */
  async inUse(role: ModelRole): Promise<StoredModel | null> {
    const models = await this.list();
    const fallback = fallbackOf(role);
    return (
      models.find(({ roles }) => roles.includes(role)) ??
      (fallback && models.find(({ roles }) => roles.includes(fallback))) ??
      null
    );
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
        { particulars: { role, why: 'none' } },
      );
    if (model.kind !== kindOf(role))
      throw new ModelNotFound(`"${model.name}" is a model of the kind ${model.kind}; the role ${role} needs another.`, {
        particulars: { what: 'kind', name: model.name },
      });
    await this.files.requireSound(model);
    return model;
  }

  /** Read every file anew and compare it with its recorded checksum. */
  async verify(): Promise<VerifiedModel[]> {
    const results: VerifiedModel[] = [];
    for (const model of await this.list()) {
      const { fault, detail } = await this.files.checkAnew(model);
      results.push({ name: model.name, ok: fault === null, detail });
    }
    return results;
  }

  /**
   * Put a model to use. The inference host follows with its next request.
   * @throws ModelNotFound when there is no such model for the role; ModelCorrupt; ModelArchitectureUnknown, ModelTokenizerUnknown,
   *   ModelTemplateUnusable
   */
  async use(role: ModelRole, name: string, actor = SYSTEM): Promise<StoredModel> {
    const model = await this.checked(role, name);
    const { sha256 } = model;
    await this.files.requireUsable(model);
    const event = { kind: 'model.used', actor, subject: { model: sha256, role } } as const;
    await changeRegistry(this.folders.dataDir, ({ models, inUse }) => ({
      models,
      inUse: { ...inUse, [role]: name },
      event,
    }));
    return this.get(name);
  }

  /** Leave a role empty, or back to the shipped model where there is one. An empty role stays as it is. */
  async release(role: ModelRole, actor = SYSTEM): Promise<void> {
    const { inUse } = await readRegistry(this.folders.dataDir);
    if (inUse[role] === undefined) return;
    const sha256 = (await this.list()).find(({ name }) => name === inUse[role])?.sha256 ?? null;
    const event = { kind: 'model.released', actor, subject: { model: sha256, role } } as const;
    await changeRegistry(this.folders.dataDir, ({ models, inUse: { [role]: _released, ...kept } }) => ({
      models,
      inUse: kept,
      event,
    }));
  }

  /** Forget a model and remove its file. @throws ModelNotFound; ModelInUse while it fills a role, and for shipped models. */
  async remove(name: string, actor = SYSTEM): Promise<void> {
    const model = await this.get(name);
    if (model.source === 'shipped')
      throw new ModelInUse(`"${name}" ships with the service and stays.`, { name, as: 'shipped' });
    const event = { kind: 'model.removed', actor, subject: { model: model.sha256 } } as const;
    await changeRegistry(this.folders.dataDir, ({ models, inUse }) => {
      const roles = Object.entries(inUse).flatMap(([role, used]) => (used === name ? [role] : []));
      if (roles.length > 0)
        throw new ModelInUse(
          `"${name}" is in use as ${roles.join(', ')}. Use another there, or "chancery models release", then remove it.`,
          { name, as: 'roles', roles: roles.join(' ') },
        );
      return { models: models.filter((one) => one.name !== name), inUse, event };
    });
    await rm(model.path, { force: true });
  }

  /**
   * Copy a GGUF file into the store under its file name, or another. The first model of a kind is put to use,
   * if the machine has room for it.
   * The same file again changes nothing.
   * @throws ModelCorrupt, ModelUnsupported, ModelArchitectureUnknown, ModelTokenizerUnknown, ModelTemplateUnusable, ModelInParts, ModelNameTaken,
   *   ModelNotFound, ModelDiskFull
   */
  async importFile(path: string, name?: string, actor = SYSTEM): Promise<StoredModel> {
    if (!(await exists(path)))
      throw new ModelNotFound(`There is no file ${path}.`, { particulars: { what: 'file', name: path } });
    await readGgufMetadata(path);
    const file = await open(path, 'r');
    return this.importStream(file.createReadStream({ highWaterMark: 1 << 20 }), { name: name ?? path, actor });
  }

  /**
   * The same from bytes on their way, which are never held in memory.
   */
  importStream(
    bytes: AsyncIterable<Uint8Array>,
    options: Omit<GivenFile, 'madeFrom'> & { readonly actor?: string },
  ): Promise<StoredModel> {
    return this.intake.receive(bytes, options, (arrived) => this.admission.admit(arrived, options.actor ?? SYSTEM));
  }

  /**
   * Make a copy of a model with its F32, F16 or BF16 weights in Q8_0: another model, with a file, a SHA-256 and, of an embedder, vectors of its
   * own. Where that very copy is there already nothing changes. What is broken off leaves nothing.
   * @throws ModelNotFound, ModelCorrupt, ModelNotQuantizable, ModelNameTaken, ModelDiskFull
   */
  async quantize(name: string, { as, onProgress, signal, actor = SYSTEM }: QuantizeOptions = {}): Promise<StoredModel> {
    const model = await this.get(name);
    await this.files.requireSound(model);
    const copyName = as === undefined ? q8NameOf(name) : modelNameOf(as);
    const there = (await this.list()).find((one) => one.name === copyName);
    if (there && there.madeFrom?.sha256 !== model.sha256) throw new ModelNameTaken(copyName);
    if (there && (await this.files.check(there)).fault === null) return there;
    const copy = await Q8Copy.of(model.path);
    const file = { name: copyName, sizeBytes: copy.sizeBytes, madeFrom: { name, sha256: model.sha256 } };
    const given = { ...file, ...(onProgress && { onProgress }), ...(signal && { signal }) };
    return this.intake.receive(copy.bytes(), given, (arrived) => this.admission.admit(arrived, actor));
  }

  /**
   * Fetch a GGUF file: the one act that opens a connection, and only to this URL and where it leads in the public internet. An interrupted call
   * leaves what it has got, and the next one continues there.
   * @throws as {@link importFile}, and AddressRefused, ModelUnavailable, ModelRequestFailed, ModelStoreBusy
   */
  pull(url: string, options: PullOptions & { readonly actor?: string } = {}): Promise<StoredModel> {
    return this.intake.fetch(url, options, (arrived) => this.admission.admit(arrived, options.actor ?? SYSTEM));
  }

  /** Changes that the service's log has not been told yet, oldest first. */
  async untold(): Promise<readonly StoreEvent[]> {
    return (await readRegistry(this.folders.dataDir)).untold;
  }

  /** The log has them now. */
  async told(events: readonly StoreEvent[]): Promise<void> {
    await forgetEvents(
      this.folders.dataDir,
      events.map(({ id }) => id),
    );
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
