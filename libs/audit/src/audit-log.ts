import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock, canonicalJson } from '#knowledge';
import { DataSource, type EntityManager } from 'typeorm';
import { LogUnwritable } from './errors.js';
import { LogEntryEntity } from './log-entry.entity.js';
import { type Frontier, EMPTY_FRONTIER, append, leafHash, rootOf } from './merkle-frontier.js';
import { type LogVerification, verifyEntries } from './verify-entries.js';

/** What happened, in ids and hashes: the log outlives erasure, so it never holds text or personal data in clear. */
export interface LogEvent {
  /** `area.verb`, for example `revision.live`. */
  readonly kind: string;
  /** User id, or `system`. */
  readonly actor: string;
  readonly subject: Readonly<Record<string, string | number | boolean | null>>;
}

export interface Checkpoint {
  readonly size: number;
  /** Hexadecimal. */
  readonly root: string;
}

export interface LogReceipt {
  readonly index: number;
  readonly checkpoint: Checkpoint;
}

/** Serializes appends across processes; released with the transaction. */
const APPEND_LOCK = 4_210_002;

const VERIFY_BATCH = 5_000;

/**
 * The append-only log: a Merkle tree (RFC 6962 hashing) over canonical leaves in PostgreSQL.
 * The table refuses UPDATE, DELETE and TRUNCATE by trigger.
 */
@Injectable()
export class AuditLog {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Append events in order, all or none. Inside the caller's transaction when a manager is given, so that a change and
   * its entry land together; take this as the transaction's last step, because appends wait for one another.
   * @returns The receipt of the last event.
   * @throws LogUnwritable
   */
  async append(events: readonly [LogEvent, ...LogEvent[]], manager?: EntityManager): Promise<LogReceipt> {
    try {
      return manager
        ? await this.appendWithin(manager, events)
        : await this.source.transaction((own) => this.appendWithin(own, events));
    } catch (cause) {
      throw new LogUnwritable(cause);
    }
  }

  private async appendWithin(manager: EntityManager, events: readonly LogEvent[]): Promise<LogReceipt> {
    await manager.query('SELECT pg_advisory_xact_lock($1)', [APPEND_LOCK]);
    let frontier = await this.frontier(manager);
    const rows = events.map((event) => {
      const at = this.clock.now();
      const index = frontier.size;
      const leaf = canonicalJson({ v: 1, index, at: at.toISOString(), ...event });
      const hash = leafHash(leaf);
      frontier = append(frontier, hash);
      return {
        index: String(index),
        at,
        kind: event.kind,
        leaf,
        leafHash: hash,
        root: rootOf(frontier),
        peaks: Buffer.concat([...frontier.peaks]),
      };
    });
    await manager.insert(LogEntryEntity, rows);
    return { index: frontier.size - 1, checkpoint: { size: frontier.size, root: rootOf(frontier).toString('hex') } };
  }

  async checkpoint(): Promise<Checkpoint> {
    const frontier = await this.frontier(this.source.manager);
    return { size: frontier.size, root: rootOf(frontier).toString('hex') };
  }

  private async frontier(manager: EntityManager): Promise<Frontier> {
    const [last] = await manager.query<{ index: string; peaks: Buffer }[]>(
      `SELECT "index", peaks FROM log_entries ORDER BY "index" DESC LIMIT 1`,
    );
    if (!last) return EMPTY_FRONTIER;
    const peaks = Array.from({ length: last.peaks.length / 32 }, (_, i) =>
      Buffer.from(last.peaks.subarray(i * 32, i * 32 + 32)),
    );
    return { size: Number(last.index) + 1, peaks };
  }

  /** Re-derive every hash and root from the leaves. Problems name the index; memory stays flat. */
  async verify(): Promise<LogVerification> {
    return verifyEntries((from) =>
      this.source.query(
        `SELECT "index", at, kind, leaf, leaf_hash AS "leafHash", root, peaks FROM log_entries WHERE "index" >= $1 ORDER BY "index" LIMIT ${VERIFY_BATCH}`,
        [from],
      ),
    );
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

  /** One entry's leaf. */
  async leaf(index: number): Promise<string | null> {
    const [row] = await this.source.query<{ leaf: string }[]>(`SELECT leaf FROM log_entries WHERE "index" = $1`, [
      index,
    ]);
    return row?.leaf ?? null;
  }
}
