import type { Particulars } from '#knowledge';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** building → ready → live → retired, or failed; at most one is live. */
export type GenerationState = 'building' | 'ready' | 'live' | 'retired' | 'failed';

/** Somebody's wish that a generation serve; it stays until the process that writes the index has fulfilled it. */
export interface SwitchWish {
  readonly kind: 'switch' | 'rollback';
  /** User id, or `system` when the build was asked to switch by itself. */
  readonly by: string;
  readonly isForced: boolean;
  /** Of the reason that was given, with its salt; null for none. */
  readonly reasonSha256: string | null;
}

/** PostgreSQL sends bigint as text; library changes stay far below 2^53. */
const whole = { to: (value: number) => value, from: (value: string) => Number(value) };

/** One index, made with one embedder. It is built beside the live one and says by its cursor how far it has come. */
@Entity({ name: 'index_generations' })
@Index('index_generations_live', ['state'], { unique: true, where: `state = 'live'` })
export class IndexGenerationEntity {
  /** `g` and a number that is never given twice, so that no table is mistaken for an earlier one. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'index_generations_pkey' })
  id: string;

  @Column({ name: 'embedder_id', type: 'text' })
  embedderId: string;

  @Column({ type: 'integer' })
  dimensions: number;

  @Column({ type: 'text' })
  state: GenerationState;

  @Column({ name: 'switch_mode', type: 'text', default: 'auto' })
  switchMode: 'manual' | 'auto';

  @Column({ name: 'chunker_version', type: 'integer', default: 1 })
  chunkerVersion: number;

  /** Of the analysis of its words; 1 for indexes from before there were versions. */
  @Column({ name: 'analyser_version', type: 'integer', default: 1 })
  analyserVersion: number;

  /** Codes of the languages that texts in it are in: what the words of a query are read in. */
  @Column({ type: 'text', array: true, default: '{}' })
  languages: string[];

  /** Calibrated share of the vectors; null means the default of the embedder. */
  @Column({ name: 'fusion_weight', type: 'double precision', nullable: true })
  fusionWeight: number | null;

  /** It holds every revision that went live up to this change; of the change itself those up to `cursorRevision`. */
  @Column({ name: 'cursor_change', type: 'bigint', default: 0, transformer: whole })
  cursorChange: number;

  @Column({ name: 'cursor_revision', type: 'uuid', nullable: true })
  cursorRevision: string | null;

  @Column({ name: 'done_chunks', type: 'integer', default: 0 })
  doneChunks: number;

  @Column({ name: 'total_chunks', type: 'integer', default: 0 })
  totalChunks: number;

  /** When this run of the build began, and how many chunks were there then: what its pace is judged by. */
  @Column({ name: 'pace_since', type: 'timestamptz', nullable: true })
  paceSince: Date | null;

  @Column({ name: 'pace_done', type: 'integer', default: 0 })
  paceDone: number;

  /** When everything was in it for the first time; what is left then is to measure it. */
  @Column({ name: 'built_at', type: 'timestamptz', nullable: true })
  builtAt: Date | null;

  @Column({ name: 'switched_at', type: 'timestamptz', nullable: true })
  switchedAt: Date | null;

  @Column({ name: 'error_code', type: 'text', nullable: true })
  errorCode: string | null;

  @Column({ name: 'error_message', type: 'text', nullable: true })
  errorMessage: string | null;

  @Column({ name: 'error_particulars', type: 'jsonb', nullable: true })
  errorParticulars: Particulars | null;

  @Column({ name: 'requested_by', type: 'uuid', nullable: true })
  requestedBy: string | null;

  @Column({ name: 'switch_wish', type: 'jsonb', nullable: true })
  switchWish: SwitchWish | null;

  /** The reason of the newest wish with its salt, as the log has the hash of it once it is fulfilled. */
  @Column({ name: 'logged_reason', type: 'text', nullable: true })
  loggedReason: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
