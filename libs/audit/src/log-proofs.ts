import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { type LeafRange, type StoredEdge, consistencyRanges, entriesFor, inclusionRanges, nodeOf } from '#transparency';
import { DataSource } from 'typeorm';
import { AuditLog } from './audit-log.js';
import { LogEntryNotFound } from './errors.js';
import { peaksOf } from './stored-peaks.js';

/** Proofs about the log, each from a handful of stored entries: no tree is kept, none is rebuilt. */
@Injectable()
export class LogProofs {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly log: AuditLog,
  ) {}

  /**
   * That an entry is in the tree of this size, hashes from the leaf's sibling up.
   * @throws LogEntryNotFound unless `index < size ≤` the log's size.
   */
  async inclusion(index: number, size: number): Promise<Buffer[]> {
    const { size: now } = await this.log.checkpoint();
    if (index < 0 || index >= size || size > now) throw new LogEntryNotFound(now);
    return this.nodes(inclusionRanges(index, size));
  }

  /** That the smaller tree is the start of the larger. @throws LogEntryNotFound unless `0 ≤ from ≤ to ≤` the log's size. */
  async consistency(from: number, to: number): Promise<Buffer[]> {
    const { size: now } = await this.log.checkpoint();
    if (from < 0 || from > to || to > now) throw new LogEntryNotFound(now);
    return this.nodes(consistencyRanges(from, to));
  }

  private async nodes(ranges: readonly LeafRange[]): Promise<Buffer[]> {
    const rows = await this.source.query<{ index: string; leafHash: Buffer; peaks: Buffer }[]>(
      `SELECT "index", leaf_hash AS "leafHash", peaks FROM log_entries WHERE "index" = ANY($1::bigint[])`,
      [entriesFor(ranges)],
    );
    const edges = new Map<number, StoredEdge>(
      rows.map(({ index, leafHash, peaks }) => [Number(index), { leafHash, peaks: peaksOf(peaks) }]),
    );
    return ranges.map((range) =>
      nodeOf(range, (index) => {
        const edge = edges.get(index);
        if (!edge) throw new LogEntryNotFound(index);
        return edge;
      }),
    );
  }
}
