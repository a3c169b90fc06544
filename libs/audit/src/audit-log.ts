import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { type LogLeaf, readLeaf } from '#contracts';
import { Clock, canonicalJson } from '#knowledge';
import { DataSource, type EntityManager } from 'typeorm';
import { Coalescer } from './coalescer.js';
import { LogUnwritable } from './errors.js';
import { ABOUT_ACCESS, ABOUT_BACKUPS } from './log-entry.entity.js';
import { type Frontier, EMPTY_FRONTIER, append, leafHash, rootOf } from '#transparency';
import { peaksOf } from './stored-peaks.js';
import { type LogVerification, verifyEntries } from './verify-entries.js';
import { noteAppends } from './watched-appends.js';

/** What happened, in ids and hashes: the log outlives erasure, so it never holds text or personal data in clear. */
export interface LogEvent {
  /** `area.verb`, for example `revision.live`. */
  readonly kind: string;
  /** User id, or `system`. */
  readonly actor: string;
  readonly subject: Readonly<Record<string, string | number | boolean | null>>;
}

/** How much of the log there was: so many entries, and the root of the tree over their leaves. */
export interface Checkpoint {
  readonly size: number;
  /** Hexadecimal. */
  readonly root: string;
}

/** Where an entry stands in the log, from 0, and the checkpoint that ends with it. */
export interface LogReceipt {
  readonly index: number;
  readonly checkpoint: Checkpoint;
}

/** Serializes appends across processes; released with the transaction. */
const APPEND_LOCK = 4_210_002;

const VERIFY_BATCH = 5_000;

/**
 * The append-only log: a Merkle tree (RFC 6962 hashing) over canonical leaves in PostgreSQL.
 * The table refuses UPDATE, DELETE and TRUNCATE by trigger, and the service's own role has no right to them.
 */
@Injectable()
export class AuditLog {
  private readonly together = new Coalescer((groups: readonly (readonly LogEvent[])[]) => this.appendTogether(groups));

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Append events in order, all or none. Inside the caller's transaction when a manager is given, so that a change and
   * its entry land together; take this as the transaction's last step, because appends wait for one another. Without one,
   * events of callers that come at the same time share a transaction.
   * @returns The receipt of the last event.
   * @throws LogUnwritable
   */
  append(events: readonly [LogEvent, ...LogEvent[]], manager?: EntityManager): Promise<LogReceipt> {
    noteAppends(events.map(({ kind }) => kind));
    if (!manager) return this.together.run(events);
    return this.appendWithin(manager, events).then(
      (receipts) => receipts[receipts.length - 1]!,
      (cause: unknown) => Promise.reject(new LogUnwritable(cause)),
    );
  }

  private async appendTogether(groups: readonly (readonly LogEvent[])[]): Promise<LogReceipt[]> {
    try {
      const receipts = await this.source.transaction((manager) => this.appendWithin(manager, groups.flat()));
      let end = 0;
      return groups.map((events) => receipts[(end += events.length) - 1]!);
    } catch (cause) {
      throw new LogUnwritable(cause);
    }
  }

  /** @returns A receipt for each event. */
  private async appendWithin(manager: EntityManager, events: readonly LogEvent[]): Promise<LogReceipt[]> {
    await manager.query('SELECT pg_advisory_xact_lock($1)', [APPEND_LOCK]);
    let { frontier, lastAt } = await this.edge(manager);
    const rows = events.map((event) => {
      // Clocks are set back now and then; the log's time never runs backwards, so that an entry put in later shows.
      const at = (lastAt = new Date(Math.max(this.clock.now().getTime(), lastAt.getTime())));
      const index = frontier.size;
      const leaf = canonicalJson({ v: 1, index, at: at.toISOString(), ...event });
      const hash = leafHash(leaf);
      frontier = append(frontier, hash);
      return {
        index,
        at,
        kind: event.kind,
        leaf,
        hash,
        root: rootOf(frontier),
        peaks: Buffer.concat([...frontier.peaks]),
      };
    });
    // Arrays, because a statement takes no more than 65,535 parameters, and a collection may lose more documents than that.
    await manager.query(
      `INSERT INTO log_entries ("index", at, kind, leaf, leaf_hash, root, peaks)
       SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::bytea[], $6::bytea[], $7::bytea[])`,
      [
        rows.map((row) => row.index),
        rows.map((row) => row.at),
        rows.map((row) => row.kind),
        rows.map((row) => row.leaf),
        rows.map((row) => row.hash),
        rows.map((row) => row.root),
        rows.map((row) => row.peaks),
      ],
    );
    return rows.map(({ index, root }) => ({ index, checkpoint: { size: index + 1, root: root.toString('hex') } }));
  }

  /** Whether the service has no right to the entries but to read them and to add to them. */
  async isAppendOnly(): Promise<boolean> {
    const [row] = await this.source.query<{ may: boolean }[]>(
      `SELECT has_table_privilege('log_entries', 'UPDATE, DELETE, TRUNCATE') AS may`,
    );
    return !row!.may;
  }

  /** @param manager Of a view of the database that the caller has; the present state when left out. */
  async checkpoint(manager = this.source.manager): Promise<Checkpoint> {
    const { frontier } = await this.edge(manager);
    return { size: frontier.size, root: rootOf(frontier).toString('hex') };
  }

  private async edge(manager: EntityManager): Promise<{ frontier: Frontier; lastAt: Date }> {
    const [last] = await manager.query<{ index: string; at: Date; peaks: Buffer }[]>(
      `SELECT "index", at, peaks FROM log_entries ORDER BY "index" DESC LIMIT 1`,
    );
    if (!last) return { frontier: EMPTY_FRONTIER, lastAt: new Date(0) };
    return { frontier: { size: Number(last.index) + 1, peaks: peaksOf(last.peaks) }, lastAt: last.at };
  }

  /**
   * Re-derive every hash and root from the leaves. Problems name the index; memory stays flat.
   * @param checked Told, now and then, how many entries were read. What it throws ends the work.
   */
  async verify(checked: (entries: number) => void = () => undefined): Promise<LogVerification> {
    return verifyEntries((from) => {
      checked(from);
      return this.source.query(
        `SELECT "index", at, kind, leaf, leaf_hash AS "leafHash", root, peaks FROM log_entries WHERE "index" >= $1 ORDER BY "index" LIMIT ${VERIFY_BATCH}`,
        [from],
      );
    });
  }

  /** The checkpoint that an entry was given when it was appended; null when there is no such entry. */
  async checkpointAt(index: number): Promise<Checkpoint | null> {
    const [row] = await this.source.query<{ root: Buffer }[]>(`SELECT root FROM log_entries WHERE "index" = $1`, [
      index,
    ]);
    return row ? { size: index + 1, root: row.root.toString('hex') } : null;
  }

  /** Positions of the entries of some kinds, in order, from one on. */
  async indexesOf(kinds: readonly string[], from: number, limit: number): Promise<number[]> {
    const rows = await this.source.query<{ index: string }[]>(
      `SELECT "index" FROM log_entries WHERE kind = ANY($1::text[]) AND "index" >= $2 ORDER BY "index" LIMIT $3`,
      [kinds, from, limit],
    );
    return rows.map((row) => Number(row.index));
  }

  /**
   * A number that grows with each change of who may see what: the size of the log after the last entry about people, groups,
   * walls, grants, collections or where documents belong; 0 before the first. Equal numbers mean equal rights.
   */
  async accessNumber(): Promise<number> {
    const [row] = await this.source.query<{ size: string | null }[]>(
      `SELECT max("index") + 1 AS size FROM log_entries WHERE ${ABOUT_ACCESS}`,
    );
    return Number(row?.size ?? 0);
  }

  /** The newest entry of each kind about backups, as leaves. */
  async newestAboutBackups(): Promise<string[]> {
    const rows = await this.source.query<{ leaf: string }[]>(
      `SELECT DISTINCT ON (kind) leaf FROM log_entries WHERE ${ABOUT_BACKUPS} ORDER BY kind, "index" DESC`,
    );
    return rows.map(({ leaf }) => leaf);
  }

  /** Leaves from an index on, in order. */
  async leaves(from: number, limit: number): Promise<{ index: number; leaf: string }[]> {
    const rows = await this.source.query<{ index: string; leaf: string }[]>(
      `SELECT "index", leaf FROM log_entries WHERE "index" >= $1 ORDER BY "index" LIMIT $2`,
      [from, limit],
    );
    return rows.map(({ index, leaf }) => ({ index: Number(index), leaf }));
  }

  /** Leaves of these entries by index; of those that are not there, none. */
  async leavesAt(indexes: readonly number[]): Promise<Map<number, string>> {
    const rows = await this.source.query<{ index: string; leaf: string }[]>(
      `SELECT "index", leaf FROM log_entries WHERE "index" = ANY($1::bigint[])`,
      [indexes],
    );
    return new Map(rows.map(({ index, leaf }) => [Number(index), leaf]));
  }

  /** What one entry says; null when there is none, and for a text that no service wrote: it was edited. */
  async entry(index: number): Promise<LogLeaf | null> {
    const leaf = await this.leaf(index);
    return leaf === null ? null : readLeaf(leaf);
  }

  /** One entry's leaf. */
  async leaf(index: number): Promise<string | null> {
    const [row] = await this.source.query<{ leaf: string }[]>(`SELECT leaf FROM log_entries WHERE "index" = $1`, [
      index,
    ]);
    return row?.leaf ?? null;
  }
}
