import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { type Failure, storedFailure } from '#knowledge';
import { DataSource, type EntityManager, In, Not } from 'typeorm';
import { ANALYSER_VERSION, type AnalysedAs } from './analysis/lexicon.js';
import { IndexGenerationEntity, type GenerationState, type SwitchWish } from './index-generation.entity.js';

/** How far a generation has followed the library: up to a change, and within it up to a revision (null: all of it). */
export interface FeedCursor {
  readonly change: number;
  readonly revision: string | null;
}

/** One whole index, made with one embedding model; exactly one is live. */
export interface IndexGeneration extends AnalysedAs {
  readonly id: string;
  readonly embedderId: string;
  readonly dimensions: number;
  readonly state: GenerationState;
  readonly switchMode: 'manual' | 'auto';
  /** That cut the oldest of its chunks: what arrives later is cut by the version that runs. */
  readonly chunkerVersion: number;
  readonly fusionWeight: number | null;
  readonly cursor: FeedCursor;
  /** Chunks written and expected. */
  readonly done: number;
  readonly total: number;
  /** Seconds that the rest of the build will take at its present pace; null before there is one, 0 once it is built. */
  readonly etaSeconds: number | null;
  readonly builtAt: Date | null;
  readonly switchedAt: Date | null;
  readonly createdAt: Date;
  readonly error: Failure | null;
  readonly wish: SwitchWish | null;
  /** Who asked for it; null for the service itself. */
  readonly requestedBy: string | null;
  /** Whether the service began it by itself, because it analyses words otherwise now; texts and vectors are the same. */
  readonly isRenewal: boolean;
}

/** What a generation is begun with. */
export interface NewGeneration {
  readonly embedderId: string;
  readonly dimensions: number;
  readonly chunkerVersion: number;
  readonly switchMode: 'manual' | 'auto';
  /** Null for the service itself. */
  readonly requestedBy: string | null;
}

/** What can still become live without being built anew. */
const FOLLOWING: readonly GenerationState[] = ['building', 'ready', 'retired'];

/** The generations of the index: PostgreSQL knows them, their tables are LanceDB's. */
@Injectable()
export class IndexGenerationRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** The generation that serves searches; null before the first document was indexed. */
  live(): Promise<IndexGeneration | null> {
    return this.first({ state: 'live' });
  }

  find(id: string): Promise<IndexGeneration | null> {
    return this.first({ id });
  }

  /** All of them, oldest first. */
  async all(): Promise<IndexGeneration[]> {
    const rows = await this.source
      .getRepository(IndexGenerationEntity)
      .find({ order: { createdAt: 'ASC', id: 'ASC' } });
    return rows.map(toGeneration);
  }

  /** The generation that is being built or measured, if any. */
  building(): Promise<IndexGeneration | null> {
    return this.first({ state: 'building' });
  }

  /** The one that a rollback goes back to; null when nothing was replaced or it was dropped. */
  async previous(): Promise<IndexGeneration | null> {
    const [row] = await this.source
      .getRepository(IndexGenerationEntity)
      .find({ where: { state: 'retired' }, order: { switchedAt: { direction: 'DESC', nulls: 'LAST' } }, take: 1 });
    return row ? toGeneration(row) : null;
  }

  /** Generations besides the live one that are kept in step with the library. */
  async following(): Promise<IndexGeneration[]> {
    const rows = await this.source
      .getRepository(IndexGenerationEntity)
      .find({ where: { state: In([...FOLLOWING]) }, order: { createdAt: 'ASC' } });
    return rows.map(toGeneration);
  }

  /** The live generation, begun for this embedder when there is none. Processes that race agree on one. */
  async liveOrFirst(embedderId: string, dimensions: number, chunkerVersion: number): Promise<IndexGeneration> {
    await this.source.query(
      `INSERT INTO index_generations (id, embedder_id, dimensions, state, chunker_version, analyser_version, switched_at, created_at)
       SELECT 'g' || nextval('index_generation_numbers'), $1, $2, 'live', $3, $4, now(), now()
       WHERE NOT EXISTS (SELECT 1 FROM index_generations WHERE state = 'live') ON CONFLICT DO NOTHING`,
      [embedderId, dimensions, chunkerVersion, ANALYSER_VERSION],
    );
    return (await this.live())!;
  }

  /** Hold the table, so that two requests for a new generation see one another. Released with the transaction. */
  async lock(manager: EntityManager): Promise<void> {
    await manager.query('LOCK TABLE index_generations IN EXCLUSIVE MODE');
  }

  /** A new generation, empty and building. */
  async begin(manager: EntityManager, made: NewGeneration): Promise<IndexGeneration> {
    const { embedderId, dimensions, chunkerVersion, switchMode, requestedBy } = made;
    const [row] = await manager.query<{ id: string }[]>(
      `INSERT INTO index_generations (id, embedder_id, dimensions, state, chunker_version, switch_mode, requested_by, analyser_version, created_at)
       VALUES ('g' || nextval('index_generation_numbers'), $1, $2, 'building', $3, $4, $5, $6, now()) RETURNING id`,
      [embedderId, dimensions, chunkerVersion, switchMode, requestedBy, ANALYSER_VERSION],
    );
    return toGeneration(await manager.findOneByOrFail(IndexGenerationEntity, { id: row!.id }));
  }

  /** A run of the build begins (again): its pace counts from here. */
  async pace(id: string, total: number): Promise<void> {
    await this.source.query(
      `UPDATE index_generations SET total_chunks = $2, pace_since = now(), pace_done = done_chunks WHERE id = $1`,
      [id, total],
    );
  }

  /** Note how far it has come. @returns Whether it is still wanted: a cancelled build is gone. */
  async advance(id: string, cursor: FeedCursor, chunks: number): Promise<boolean> {
    const [, affected] = await this.source.query<[unknown, number]>(
      `UPDATE index_generations SET cursor_change = $2, cursor_revision = $3, done_chunks = done_chunks + $4,
         total_chunks = GREATEST(total_chunks, done_chunks + $4)
       WHERE id = $1 AND state <> 'failed'`,
      [id, cursor.change, cursor.revision, chunks],
    );
    return affected > 0;
  }

  /** Note languages of texts before they are written: from then on queries are read in them too. */
  async noteLanguages({ id, languages }: IndexGeneration, more: readonly string[]): Promise<void> {
    if (more.every((language) => languages.includes(language))) return;
    await this.source.query(
      `UPDATE index_generations SET languages =
         ARRAY(SELECT DISTINCT language FROM unnest(languages || $2::text[]) AS language ORDER BY language)
       WHERE id = $1 AND NOT languages @> $2::text[]`,
      [id, [...new Set(more)]],
    );
  }

  async markBuilt(id: string): Promise<void> {
    await this.source.query(`UPDATE index_generations SET built_at = now(), total_chunks = done_chunks WHERE id = $1`, [
      id,
    ]);
  }

  async setFusionWeight(id: string, weight: number): Promise<void> {
    await this.source.getRepository(IndexGenerationEntity).update({ id }, { fusionWeight: weight });
  }

  /** Built and measured: it waits for the switch, or asks for it at once. */
  async markReady(id: string, wish: SwitchWish | null): Promise<void> {
    await this.source
      .getRepository(IndexGenerationEntity)
      .update({ id, state: 'building' }, { state: 'ready', switchWish: wish && { ...wish } });
  }

  /** It can't serve. The live one is never failed. */
  async fail(id: string, failure: Failure): Promise<void> {
    await this.source
      .getRepository(IndexGenerationEntity)
      .update({ id, state: Not('live') }, { state: 'failed', ...columnsOf(failure), switchWish: null });
  }

  /**
   * Ask that a generation serve. One that serves by now is left as it is: its wish would never be fulfilled.
   * @param loggedReason What `reasonSha256` is the hash of.
   */
  async wish(manager: EntityManager, id: string, wish: SwitchWish, loggedReason: string | null = null): Promise<void> {
    await manager.update(
      IndexGenerationEntity,
      { id, state: Not('live') },
      { switchWish: { ...wish }, loggedReason, ...columnsOf(null) },
    );
  }

  /** Give up a wish, and say why beside the generation, which stays as it is. */
  async refuseWish(id: string, failure: Failure): Promise<void> {
    await this.source.getRepository(IndexGenerationEntity).update({ id }, { switchWish: null, ...columnsOf(failure) });
  }

  /** The generation that somebody wants to serve, if any. */
  async wished(): Promise<IndexGeneration | null> {
    const row = await this.source
      .getRepository(IndexGenerationEntity)
      .createQueryBuilder('g')
      .where('g.switch_wish IS NOT NULL')
      .orderBy('g.created_at', 'DESC')
      .getOne();
    return row && toGeneration(row);
  }

  /**
   * Let a generation serve; the one that served is retired, and what was retired before is forgotten.
   * @param change Up to which both hold everything.
   * @returns Ids of those forgotten: their tables may be dropped; null when the generation was dropped or failed meanwhile,
   *   and nothing was changed.
   */
  async switchTo(manager: EntityManager, id: string, change: number): Promise<string[] | null> {
    await this.lock(manager);
    const fit = await manager.countBy(IndexGenerationEntity, { id, state: Not('failed') });
    if (fit === 0) return null;
    const retired = await manager.findBy(IndexGenerationEntity, { state: 'retired', id: Not(id) });
    const forgotten = retired.map((row) => row.id);
    if (forgotten.length > 0) await manager.delete(IndexGenerationEntity, { id: In(forgotten) });
    const cursor = { cursorChange: change, cursorRevision: null };
    await manager.update(IndexGenerationEntity, { state: 'live' }, { state: 'retired', ...cursor });
    const served = { switchWish: null, switchedAt: new Date(), ...columnsOf(null) };
    await manager.update(IndexGenerationEntity, { id }, { state: 'live', ...served, ...cursor });
    return forgotten;
  }

  /** Forget a generation that does not serve. @returns Whether there was one to forget. */
  async drop(manager: EntityManager, id: string): Promise<boolean> {
    const result = await manager.delete(IndexGenerationEntity, { id, state: Not('live') });
    return (result.affected ?? 0) > 0;
  }

  private async first(where: { id?: string; state?: GenerationState }): Promise<IndexGeneration | null> {
    const row = await this.source.getRepository(IndexGenerationEntity).findOne({ where, order: { createdAt: 'DESC' } });
    return row && toGeneration(row);
  }
}

/** The columns in which a failure is kept; nulls where there is none. */
const columnsOf = (failure: Failure | null) => ({
  errorCode: failure?.code ?? null,
  errorMessage: failure?.message ?? null,
  errorParticulars: failure?.particulars ? { ...failure.particulars } : null,
});

function toGeneration(row: IndexGenerationEntity): IndexGeneration {
  const { id, embedderId, dimensions, state, switchMode, chunkerVersion, fusionWeight, builtAt, switchedAt } = row;
  const { analyserVersion, languages, requestedBy } = row;
  return {
    ...{ id, embedderId, dimensions, state, switchMode, chunkerVersion, fusionWeight, builtAt, switchedAt },
    ...{ analyserVersion, languages, requestedBy, isRenewal: requestedBy === null },
    cursor: { change: row.cursorChange, revision: row.cursorRevision },
    done: row.doneChunks,
    total: row.totalChunks,
    etaSeconds: etaOf(row),
    createdAt: row.createdAt,
    error: storedFailure(row.errorCode, row.errorMessage, row.errorParticulars),
    wish: row.switchWish,
  };
}

function etaOf({ state, builtAt, paceSince, paceDone, doneChunks, totalChunks }: IndexGenerationEntity): number | null {
  if (state !== 'building' || builtAt) return state === 'failed' ? null : 0;
  const done = doneChunks - paceDone;
  if (!paceSince || done <= 0) return null;
  const perSecond = done / Math.max(0.001, (Date.now() - paceSince.getTime()) / 1000);
  return Math.round(((totalChunks - doneChunks) / perSecond) * 10) / 10;
}
