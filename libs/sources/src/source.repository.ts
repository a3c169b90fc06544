import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { type SourceConfig, type SourceSchedule, sourceConfig } from '#contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { SourceEntity } from './entities/source.entity.js';

/** A source as its room works with it. Its secret stays sealed until a connector is opened. */
export interface Source {
  readonly id: string;
  readonly name: string;
  readonly config: SourceConfig;
  readonly sealedSecret: string | null;
  readonly collectionId: string;
  readonly schedule: SourceSchedule;
  readonly removeLimitPercent: number;
  readonly isPaused: boolean;
  readonly createdBy: string;
  /** Person whose rights it has: its maker, or whoever last said what it reads. */
  readonly actsFor: string;
  readonly createdAt: Date;
}

/** Sources as they are set up. Their secrets are sealed. */
@Injectable()
export class SourceRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** In order of name. */
  async all(): Promise<Source[]> {
    const rows = await this.source.getRepository(SourceEntity).find({ order: { name: 'ASC', id: 'ASC' } });
    return rows.map(toSource);
  }

  async find(id: string): Promise<Source | null> {
    const row = await this.source.getRepository(SourceEntity).findOneBy({ id });
    return row && toSource(row);
  }

  /** Of these ids, those of sources. */
  async among(ids: readonly string[]): Promise<Set<string>> {
    const rows = await this.source.query<{ id: string }[]>(`SELECT id FROM sources WHERE id::text = ANY($1::text[])`, [
      ids,
    ]);
    return new Set(rows.map(({ id }) => id));
  }

  async save(manager: EntityManager, source: Source): Promise<void> {
    const { config, createdAt, ...rest } = source;
    const row = { ...rest, kind: config.kind, settings: config.settings, createdAt, updatedAt: new Date() };
    await manager.upsert(SourceEntity, row, ['id']);
  }

  async remove(manager: EntityManager, id: string): Promise<void> {
    await manager.delete(SourceEntity, { id });
  }
}

/** Needed before the row is: the secret is sealed for this id. */
export const newSourceId = (): string => randomUUID();

function toSource(row: SourceEntity): Source {
  const { id, name, kind, settings, sealedSecret, collectionId, schedule, removeLimitPercent } = row;
  // Read through the schema: settings that a later version adds have their defaults in rows of an earlier one.
  const config = sourceConfig.parse({ kind, settings });
  const { isPaused, createdBy, actsFor, createdAt } = row;
  return {
    ...{ id, name, config, sealedSecret, collectionId, schedule, removeLimitPercent, isPaused },
    ...{ createdBy, actsFor, createdAt },
  };
}
