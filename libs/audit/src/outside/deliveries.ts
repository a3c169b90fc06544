import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock } from '#knowledge';
import { DataSource, In } from 'typeorm';
import { CheckpointCopies } from '../checkpoint-copies.js';
import { LogCopyFailed } from '../errors.js';
import { SignedCheckpoints, type SignedCheckpoint } from '../signed-checkpoints.js';
import { LogDeliveryEntity } from './log-delivery.entity.js';
import { type CheckpointOutlet, type OutletKind, placeOf } from './outlet.js';

/** How far the checkpoints have got at one place outside. */
export interface PlaceState {
  readonly kind: OutletKind;
  readonly name: string;
  /** Of the newest checkpoint that arrived; null before the first. */
  readonly size: number | null;
  readonly arrivedAt: Date | null;
  /** Why the last try failed; null when it did not. */
  readonly problem: string | null;
}

/** A place that failed is tried again after so long at the earliest, by whichever process comes first. */
const RETRY_AFTER_MS = 60_000;

/** Brings checkpoints to all places outside, and notes how that went. */
@Injectable()
export class CheckpointDeliveries {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly checkpoints: SignedCheckpoints,
    private readonly copies: CheckpointCopies,
    private readonly outlets: readonly CheckpointOutlet[],
    private readonly clock: Clock,
  ) {}

  private get rows() {
    return this.source.getRepository(LogDeliveryEntity);
  }

  /**
   * Sign the log as it is now and bring the checkpoint wherever it goes. A place that fails holds up no other.
   * @returns What failed, one sentence each.
   * @throws LogKeyUnknown, LogInconsistent when nothing may be signed.
   */
  async run(): Promise<string[]> {
    const { checkpoint, problem } = await this.publish();
    const failed = await Promise.all(this.outlets.map((outlet) => this.bring(outlet, checkpoint)));
    return [problem, ...failed].filter((each) => each !== null);
  }

  /** Every place that the settings name, in their order. */
  async places(): Promise<PlaceState[]> {
    const folder = this.copies.outsideFolder;
    const named = [...(folder === null ? [] : [{ kind: 'folder' as const, name: folder }]), ...this.outlets];
    const rows = await this.rows.find({ where: { place: In(named.map(placeOf)) } });
    return named.map(({ kind, name }) => {
      const row = rows.find(({ place }) => place === placeOf({ kind, name }));
      return {
        ...{ kind, name, size: row?.size == null ? null : Number(row.size) },
        ...{ arrivedAt: row?.arrivedAt ?? null, problem: row?.problem ?? null },
      };
    });
  }

  /** What lies at these places and contradicts the log, one sentence each. */
  async problems(): Promise<string[]> {
    const found: string[] = [];
    for (const outlet of this.outlets)
      found.push(...((await outlet.problems?.().catch((error: unknown) => [saidBy(error)])) ?? []));
    return found;
  }

  /** The folder is written with the signature, as before there were other places. */
  private async publish(): Promise<{ checkpoint: SignedCheckpoint; problem: string | null }> {
    const folder = this.copies.outsideFolder;
    try {
      const checkpoint = await this.checkpoints.publish();
      if (folder !== null) await this.note({ kind: 'folder', name: folder }, checkpoint.size, null);
      return { checkpoint, problem: null };
    } catch (error) {
      if (!(error instanceof LogCopyFailed) || folder === null) throw error;
      await this.note({ kind: 'folder', name: folder }, null, error.message);
      return { checkpoint: await this.checkpoints.latest(), problem: error.message };
    }
  }

  private async bring(outlet: CheckpointOutlet, checkpoint: SignedCheckpoint): Promise<string | null> {
    if (!(await this.claim(outlet, checkpoint.size))) return null;
    try {
      await outlet.deliver(checkpoint);
      await this.note(outlet, checkpoint.size, null);
      return null;
    } catch (error) {
      await this.note(outlet, null, saidBy(error));
      return saidBy(error);
    }
  }

  /** Of several processes, one brings a checkpoint; none does when it is there, or when it is not yet time for the next. */
  private async claim(outlet: CheckpointOutlet, size: number): Promise<boolean> {
    const now = this.clock.now();
    const before = (ms: number) => new Date(now.getTime() - ms);
    const claimed = await this.source.query<unknown[]>(
      `INSERT INTO log_deliveries (place, tried_at) VALUES ($1, $2)
       ON CONFLICT (place) DO UPDATE SET tried_at = excluded.tried_at
       WHERE (log_deliveries.size IS NULL OR log_deliveries.size < $3)
         AND (log_deliveries.arrived_at IS NULL OR log_deliveries.arrived_at <= $4) AND log_deliveries.tried_at <= $5
       RETURNING place`,
      [placeOf(outlet), now, size, before(outlet.everyMs), before(Math.min(outlet.everyMs, RETRY_AFTER_MS))],
    );
    return claimed.length > 0;
  }

  private async note(place: Pick<CheckpointOutlet, 'kind' | 'name'>, size: number | null, problem: string | null) {
    const now = this.clock.now();
    const arrived = size === null ? {} : { size: String(size), arrivedAt: now };
    await this.rows.upsert({ place: placeOf(place), triedAt: now, problem, ...arrived }, ['place']);
  }
}

const saidBy = (error: unknown): string => (error instanceof Error ? error.message : String(error));
