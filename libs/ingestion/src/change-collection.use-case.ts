import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy } from '#access';
import { AuditLog, type LogEvent } from '#audit';
import type { ChangeCollection as CollectionChange } from '#contracts';
import type { Principal } from '#knowledge';
import { CollectionRepository } from '#library';
import { ModelNotFound, ModelStore, type StoredModel } from '#models';
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

  /**
   * Let a model of its own answer questions put to a collection (null: the generator in use), let such questions name a matter, or
   * not. Both together or neither; what is left out stays.
   * @throws NotAllowed, CollectionNotFound, ModelNotFound
   */
  async run(principal: Principal, nameOrId: string, change: CollectionChange): Promise<void> {
    const { generator, requiresMatter } = change;
    if (generator !== undefined) this.access.require(principal, 'change collections');
    if (requiresMatter !== undefined) this.access.require(principal, 'manage groups, grants and walls');
    const [collection] = await this.collections.resolve(await this.access.visibilityOf(principal), [nameOrId]);
    const { id } = collection!;
    const model = generator ? await this.writer(generator) : null;
    await this.source.transaction(async (manager) => {
      const entries: LogEvent[] = [];
      const note = (subject: LogEvent['subject']) =>
        entries.push({ kind: 'collection.changed', actor: principal.userId, subject: { collection: id, ...subject } });
      if (generator !== undefined) {
        await this.collections.setGenerator(manager, id, generator);
        note({ generator: model?.sha256 ?? null });
      }
      if (requiresMatter !== undefined) {
        await this.collections.setRequiresMatter(manager, id, requiresMatter);
        note({ requiresMatter });
      }
      const [first, ...rest] = entries;
      if (first) await this.log.append([first, ...rest], manager);
    });
  }

  private async writer(name: string): Promise<StoredModel> {
    const model = await this.models.get(name);
    if (model.kind === 'generator') return model;
    throw new ModelNotFound(`"${model.name}" is a model of the kind ${model.kind} and writes no answers.`, {
      particulars: { what: 'kind', name: model.name },
    });
  }
}
