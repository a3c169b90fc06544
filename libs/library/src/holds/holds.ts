import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { HoldInPlace, HoldNotFound } from './errors.js';
import { HoldEntity } from './hold.entity.js';

/** A legal hold, in force until it is lifted. */
export type Hold = Readonly<HoldEntity>;

/** Whoever deletes holds it shared, whoever places a hold has it alone: nothing is deleted while a hold is being placed. */
const HOLD_LOCK = 4_210_021;

/** Legal holds. While one stands, nothing that it covers is deleted, on whatever way. */
@Injectable()
export class Holds {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** Newest first. */
  list(which: 'standing' | 'all'): Promise<Hold[]> {
    return this.source
      .getRepository(HoldEntity)
      .find({ where: which === 'standing' ? { liftedAt: IsNull() } : {}, order: { placedAt: 'DESC', id: 'ASC' } });
  }

  /** How many documents, erased ones left out, each of these holds covers, by its id. */
  async documentsUnder(ids: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.source.query<{ id: string; documents: number }[]>(
      `WITH RECURSIVE family AS (
         SELECT h.id AS hold, d.id FROM legal_holds h JOIN documents d ON d.id::text = h.object WHERE h.id = ANY($1::uuid[]) AND h.kind = 'document'
         UNION SELECT f.hold, d.id FROM family f JOIN documents d ON d.parent_id = f.id)
       SELECT h.id, count(*)::int AS documents FROM legal_holds h JOIN documents d ON d.erased_by IS NULL AND (
         (h.id, d.id) IN (SELECT hold, id FROM family) OR (h.kind = 'collection' AND h.object = d.collection_id::text)
         OR (h.kind = 'matter' AND was_under_matter(d.id, h.object)))
       WHERE h.id = ANY($1::uuid[]) GROUP BY h.id`,
      [ids],
    );
    return new Map(rows.map(({ id, documents }) => [id, documents]));
  }

  /** Runs in the caller's transaction; waits for deletions that have begun. @returns The hold's id. */
  async place(
    manager: EntityManager,
    { kind, object, loggedObject, reason }: Pick<Hold, 'kind' | 'object' | 'loggedObject' | 'reason'>,
    placedBy: string,
    placedAt: Date,
  ): Promise<string> {
    await manager.query(`SELECT pg_advisory_xact_lock($1)`, [HOLD_LOCK]);
    const id = randomUUID();
    const open = { liftedBy: null, liftedAt: null, liftReason: null };
    await manager.insert(HoldEntity, { id, kind, object, loggedObject, reason, placedBy, placedAt, ...open });
    return id;
  }

  /** @throws HoldNotFound */
  async lift(manager: EntityManager, id: string, liftReason: string, liftedBy: string, liftedAt: Date): Promise<void> {
    const standing = { id, liftedAt: IsNull() };
    const { affected } = await manager.update(HoldEntity, standing, { liftReason, liftedBy, liftedAt });
    if (!affected) throw new HoldNotFound();
  }

  /** To be called in the transaction that deletes. @throws HoldInPlace when a hold covers one of these documents. */
  async refuseDocuments(manager: EntityManager, ids: readonly string[]): Promise<void> {
    await this.holdOff(manager);
    const [held] = await manager.query<unknown[]>(
      `SELECT 1 FROM unnest($1::uuid[]) AS d(id) WHERE hold_of_document(d.id) IS NOT NULL LIMIT 1`,
      [ids],
    );
    if (held) throw new HoldInPlace('document');
  }

  /**
   * Of these documents, those that a hold covers, themselves or anything that came out of them and stands: what a bulk removal
   * leaves alone. To be called in the transaction that removes the others.
   */
  async familiesHeld(manager: EntityManager, ids: readonly string[]): Promise<Set<string>> {
    await this.holdOff(manager);
    const rows = await manager.query<{ root: string }[]>(
      `WITH RECURSIVE family AS (
         SELECT id AS root, id FROM unnest($1::uuid[]) AS d(id)
         UNION SELECT f.root, d.id FROM documents d JOIN family f ON d.parent_id = f.id WHERE d.removed_at IS NULL)
       SELECT DISTINCT root FROM family WHERE hold_of_document(id) IS NOT NULL`,
      [ids],
    );
    return new Set(rows.map(({ root }) => root));
  }

  /** @throws HoldInPlace when a hold covers the collection, or a document of it. */
  async refuseCollection(manager: EntityManager, id: string): Promise<void> {
    await this.holdOff(manager);
    const [held] = await manager.query<unknown[]>(
      `SELECT 1 FROM legal_holds WHERE lifted_at IS NULL AND kind = 'collection' AND object = $1
       UNION ALL SELECT 1 FROM documents d WHERE d.collection_id = $1::uuid AND hold_of_document(d.id) IS NOT NULL LIMIT 1`,
      [id],
    );
    if (held) throw new HoldInPlace('collection');
  }

  /** @throws HoldInPlace when a hold covers the collection itself; those on single documents of it don't count. */
  async refuseCollectionAsSuch(manager: EntityManager, id: string): Promise<void> {
    await this.holdOff(manager);
    if (await manager.existsBy(HoldEntity, { kind: 'collection', object: id, liftedAt: IsNull() }))
      throw new HoldInPlace('collection');
  }

  /** @throws HoldInPlace when a hold covers this person. */
  async refusePerson(manager: EntityManager, id: string): Promise<void> {
    await this.holdOff(manager);
    if (await manager.existsBy(HoldEntity, { kind: 'person', object: id, liftedAt: IsNull() }))
      throw new HoldInPlace('person');
  }

  /** @throws HoldInPlace when a hold covers one of these matters, or what one of these people asked. */
  async refuseRecords(
    manager: EntityManager,
    records: readonly { readonly askedBy: string; readonly matter: string | null }[],
  ): Promise<void> {
    if (await this.coversOne(manager, records)) throw new HoldInPlace('records');
  }

  private async coversOne(
    manager: EntityManager,
    things: readonly { readonly askedBy: string; readonly matter: string | null }[],
  ): Promise<boolean> {
    await this.holdOff(manager);
    const covering = await manager.query<unknown[]>(
      `SELECT 1 FROM unnest($1::text[], $2::text[]) AS t(person, matter) JOIN legal_holds h ON h.lifted_at IS NULL
         AND ((h.kind = 'person' AND h.object = t.person) OR (h.kind = 'matter' AND are_one_matter(h.object, t.matter))) LIMIT 1`,
      [things.map(({ askedBy }) => askedBy), things.map(({ matter }) => matter)],
    );
    return covering.length > 0;
  }

  /** @throws HoldInPlace when a hold covers one of these matters, or somebody whom one of these decisions names. */
  async refuseDecisions(
    manager: EntityManager,
    decisions: readonly { readonly names: readonly string[]; readonly matter: string | null }[],
  ): Promise<void> {
    const named = decisions.flatMap(({ names, matter }) => names.map((askedBy) => ({ askedBy, matter })));
    if (await this.coversOne(manager, named)) throw new HoldInPlace('decisions');
  }

  /** Nobody places a hold until the transaction ends. */
  private async holdOff(manager: EntityManager): Promise<void> {
    await manager.query(`SELECT pg_advisory_xact_lock_shared($1)`, [HOLD_LOCK]);
  }
}
