import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { parseNote, parseNoteKey, verifiedBy } from '#transparency';
import { DataSource, In } from 'typeorm';
import { LogCosignatureEntity } from './log-cosignature.entity.js';

/** A witness's word on a checkpoint. */
export interface Cosignature {
  readonly size: number;
  readonly witness: string;
  readonly line: string;
  readonly at: Date;
}

/** Signatures of witnesses below checkpoints, kept beside them. */
@Injectable()
export class Cosignatures {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  private get rows() {
    return this.source.getRepository(LogCosignatureEntity);
  }

  async keep({ size, witness, line, at }: Cosignature): Promise<void> {
    const row = { size: String(size), witness, line, cosignedAt: at };
    await this.rows.createQueryBuilder().insert().values(row).orIgnore().execute();
  }

  /** By checkpoint, witnesses in order of name. */
  async of(sizes: readonly number[]): Promise<Map<number, Cosignature[]>> {
    const rows = await this.rows.find({ where: { size: In(sizes.map(String)) }, order: { witness: 'ASC' } });
    const found = new Map<number, Cosignature[]>();
    for (const { size, witness, line, cosignedAt } of rows) {
      const all = found.get(Number(size)) ?? [];
      found.set(Number(size), [...all, { size: Number(size), witness, line, at: cosignedAt }]);
    }
    return found;
  }

  /** A note of this size with the signatures that witnesses put below it. */
  async below(size: number, note: string): Promise<string> {
    const lines = (await this.of([size])).get(size) ?? [];
    return `${note}${lines.map(({ line }) => line).join('')}`;
  }

  /** Size of the newest checkpoint that a witness signed; 0 before the first. */
  async lastOf(witness: string): Promise<number> {
    const [row] = await this.rows.find({ where: { witness }, order: { size: 'DESC' }, take: 1 });
    return Number(row?.size ?? 0);
  }

  /** Of the checkpoints over more entries than `index`, one that the most witnesses signed, the newest of those; null without any. */
  async bestAbove(index: number): Promise<number | null> {
    const [row] = await this.source.query<{ size: string }[]>(
      `SELECT size FROM log_cosignatures WHERE size > $1 GROUP BY size ORDER BY count(*) DESC, size DESC LIMIT 1`,
      [index],
    );
    return row ? Number(row.size) : null;
  }

  /**
   * Signatures of a checkpoint that are not what they claim, one sentence each.
   * @param vkeys Of the witnesses that the settings name; signatures of others can't be judged and are passed over.
   */
  async problemsOf(size: number, note: string, vkeys: readonly string[]): Promise<string[]> {
    const keys = vkeys.map(parseNoteKey);
    const lines = (await this.of([size])).get(size) ?? [];
    return lines.flatMap(({ witness, line }) => {
      try {
        verifiedBy(parseNote(`${parseNote(note).text}\n${line}`), keys);
        return [];
      } catch {
        return [`Checkpoint ${size}: the cosignature of ${witness} does not fit it.`];
      }
    });
  }
}
