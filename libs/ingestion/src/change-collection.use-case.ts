import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy } from '#access';
import { AuditLog } from '#audit';
import type { Principal } from '#knowledge';
import { type Collection, CollectionRepository } from '#library';
import { ModelNotFound, ModelStore } from '#models';
import { DataSource } from 'typeorm';

/** Change how a collection is used. The change and its log entry land together. */
@Injectable()
export class ChangeCollection {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly collections: CollectionRepository,
    private readonly models: ModelStore,
    private readonly log: AuditLog,
  ) {}

  /** Let questions put to a collection name a matter, or not. @throws NotAllowed, CollectionNotFound */
  async setRequiresMatter(principal: Principal, nameOrId: string, requiresMatter: boolean): Promise<Collection> {
    this.access.require(principal, 'manage groups, grants and walls');
    const [collection] = await this.collections.resolve(await this.access.visibilityOf(principal), [nameOrId]);
    await this.source.transaction(async (manager) => {
      await this.collections.setRequiresMatter(manager, collection!.id, requiresMatter);
      const subject = { collection: collection!.id, requiresMatter };
      await this.log.append([{ kind: 'collection.changed', actor: principal.userId, subject }], manager);
    });
    return { ...collection!, requiresMatter };
  }

  /**
   * Let a model of its own answer questions put to a collection.
   * @param generator Name of an installed model that writes, or null for the generator in use.
   * @throws NotAllowed, CollectionNotFound, ModelNotFound
   */
  async setGenerator(principal: Principal, nameOrId: string, generator: string | null): Promise<Collection> {
    this.access.require(principal, 'change collections');
    const [collection] = await this.collections.resolve(await this.access.visibilityOf(principal), [nameOrId]);
    const model = generator === null ? null : await this.models.get(generator);
    if (model && model.kind !== 'generator')
      throw new ModelNotFound(`"${model.name}" is a model of the kind ${model.kind} and writes no answers.`, {
        particulars: { what: 'kind', name: model.name },
      });
    const { id } = collection!;
    await this.source.transaction(async (manager) => {
      await this.collections.setGenerator(manager, id, generator);
      const subject = { collection: id, generator: model?.sha256 ?? null };
      await this.log.append([{ kind: 'collection.changed', actor: principal.userId, subject }], manager);
    });
    return { ...collection!, generator };
  }
}
