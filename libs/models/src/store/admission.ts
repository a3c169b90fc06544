import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalogue } from '../catalogue.js';
import { describeGguf } from '../gguf/describe-gguf.js';
import { fitOf, memoryOf } from '../gguf/estimate-memory.js';
import { readGgufMetadata } from '../gguf/gguf-metadata.js';
import { machineMemory } from '../machine-memory.js';
import { ModelNameTaken } from '../model-errors.js';
import type { ModelFiles } from './model-files.js';
import type { ArrivedModel } from './model-intake.js';
import { type RegisteredModel, changeRegistry } from './registry.js';
import type { StoredModel } from './stored-model.js';

/** What is there already. */
interface Shelf {
  list(): Promise<StoredModel[]>;
  get(name: string): Promise<StoredModel>;
  catalogue(): Promise<Catalogue>;
}

/** Takes files that have arrived into the store. */
export class Admission {
  constructor(
    private readonly dataDir: string,
    private readonly files: ModelFiles,
    private readonly shelf: Shelf,
  ) {}

  /**
   * Move a file to its place and list it. The first model of a kind is put to use, if the machine has room for it; a file that is there
   * already, by name and content, changes nothing.
   * @throws ModelNameTaken
   */
  async admit({ file, ...arrived }: ArrivedModel, actor: string): Promise<StoredModel> {
    const { name, sha256, kind, madeFrom } = arrived;
    if (await this.isTaken(name, sha256)) return this.shelf.get(name);
    const added: RegisteredModel = { ...arrived, file: `${name}.gguf`, addedAt: new Date().toISOString() };
    const path = join(this.dataDir, added.file);
    await rename(file, path);
    await this.files.remember(path, sha256);
    const isShipped = (await this.shelf.catalogue()).entries.some((entry) => entry.file && entry.roles[0] === kind);
    const needs = memoryOf(arrived, describeGguf(await readGgufMetadata(path)));
    const hasRoom = fitOf(needs, machineMemory()) !== 'too_large';
    const subject = { model: sha256, sizeBytes: added.sizeBytes, ...(madeFrom && { madeFrom: madeFrom.sha256 }) };
    const use = { kind: 'model.used', actor, subject: { model: sha256, role: kind } } as const;
    await changeRegistry(this.dataDir, ({ models, inUse }) => {
      const isFirst = !isShipped && hasRoom && inUse[kind] === undefined;
      return {
        models: [...models.filter((model) => model.name !== name), added],
        inUse: isFirst ? { ...inUse, [kind]: name } : inUse,
        event: { kind: 'model.added', actor, subject },
        and: isFirst ? use : undefined,
      };
    });
    return this.shelf.get(name);
  }

  /** True when exactly this content is there already under the name. */
  private async isTaken(name: string, sha256: string): Promise<boolean> {
    const taken = (await this.shelf.list()).find((model) => model.name === name);
    if (!taken) return false;
    if (taken.sha256 !== sha256) throw new ModelNameTaken(name);
    // A damaged file of this name is replaced by the sound one.
    return (await this.files.checkAnew(taken)).fault === null || taken.source === 'shipped';
  }
}
