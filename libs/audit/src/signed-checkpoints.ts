import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock } from '#knowledge';
import {
  ProofInvalid,
  formatCheckpoint,
  formatTlogProof,
  parseCheckpoint,
  parseNote,
  provesConsistency,
  signNote,
  verifyCheckpoint,
} from '#transparency';
import { DataSource, LessThan, MoreThan } from 'typeorm';
import { AuditLog, type Checkpoint } from './audit-log.js';
import { CheckpointCopies } from './checkpoint-copies.js';
import { LogInconsistent } from './errors.js';
import { LogCheckpointEntity } from './log-checkpoint.entity.js';
import { type KnownLogKey, LogKeys } from './log-keys.js';
import { LogProofs } from './log-proofs.js';
import { type Cosignature, Cosignatures } from './outside/cosignatures.js';

/** A checkpoint under the signature of this log's key. */
export interface SignedCheckpoint extends Checkpoint {
  /** The checkpoint as a signed note (C2SP tlog-checkpoint). */
  readonly note: string;
}

/** A checkpoint of the past, its note with the cosignatures below it. */
export interface PastCheckpoint extends SignedCheckpoint {
  readonly signedAt: Date;
  readonly cosignatures: readonly Cosignature[];
}

/** Kinds of log entries that make a key known. */
const KEY_KINDS = ['log.key_added', 'log.key_rotated'];
const BATCH = 1_000;

/** States of the log, signed, kept in the database and outside it. */
@Injectable()
export class SignedCheckpoints {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly log: AuditLog,
    private readonly proofs: LogProofs,
    private readonly keys: LogKeys,
    private readonly copies: CheckpointCopies,
    private readonly cosignatures: Cosignatures,
    private readonly clock: Clock,
  ) {}

  private get rows() {
    return this.source.getRepository(LogCheckpointEntity);
  }

  /**
   * The log as it is now, signed. Signs only what continues everything that was signed before, here and in the copies.
   * @throws LogKeyUnknown, LogInconsistent
   */
  async latest(): Promise<SignedCheckpoint> {
    const { origin, privateKey } = await this.keys.signer();
    const head = await this.continuedHead();
    const stored = await this.newest();
    if (stored && stored.size >= head.size) return stored;
    return this.keep(head, signNote(bodyOf(origin, head), origin, privateKey));
  }

  /** {@link latest} with the signatures that witnesses put below it. */
  async latestCosigned(): Promise<SignedCheckpoint> {
    const checkpoint = await this.latest();
    return { ...checkpoint, note: await this.cosignatures.below(checkpoint.size, checkpoint.note) };
  }

  /** Checkpoints of smaller logs than `before` (any, when null), newest first. */
  async history(before: number | null, limit: number): Promise<PastCheckpoint[]> {
    const rows = await this.rows.find({
      ...(before !== null && { where: { size: LessThan(String(before)) } }),
      ...{ order: { size: 'DESC' }, take: limit },
    });
    const cosigned = await this.cosignatures.of(rows.map(({ size }) => Number(size)));
    return rows.map(({ note, signedAt, ...row }) => {
      const { size, root } = parseCheckpoint(parseNote(note).text);
      const cosignatures = cosigned.get(Number(row.size)) ?? [];
      const whole = `${note}${cosignatures.map(({ line }) => line).join('')}`;
      return { size, root: root.toString('hex'), note: whole, signedAt, cosignatures };
    });
  }

  /** Sign the log as it is now and put the checkpoint where it is kept outside. @throws LogCopyFailed, as {@link latest} */
  async publish(): Promise<SignedCheckpoint> {
    const checkpoint = await this.latest();
    await this.copies.publish(checkpoint.size, checkpoint.note);
    return checkpoint;
  }

  /** Change the signing key; the first checkpoint after it carries the signatures of both keys. @throws as {@link latest} */
  async rotateKey(actor: string): Promise<SignedCheckpoint> {
    await this.continuedHead();
    const { signer, previous } = await this.keys.rotate(actor);
    const head = await this.log.checkpoint();
    const signers = previous ? [previous, signer.privateKey] : [signer.privateKey];
    return this.keep(head, signNote(bodyOf(signer.origin, head), signer.origin, ...signers));
  }

  /**
   * A file that proves, without the log, that an entry is in it (C2SP tlog-proof), under the newest checkpoint, or, where there
   * are witnesses, under the newest that they cosigned.
   * @throws LogEntryNotFound, as {@link latest}
   */
  async proofOf(index: number): Promise<string> {
    const { size, note } = (await this.witnessed(index)) ?? (await this.latest());
    return formatTlogProof({ index, path: await this.proofs.inclusion(index, size), checkpoint: note });
  }

  private async witnessed(index: number): Promise<SignedCheckpoint | null> {
    const size = await this.cosignatures.bestAbove(index);
    if (size === null) return null;
    await this.continuedHead();
    const [checkpoint] = await this.history(size + 1, 1);
    return checkpoint ?? null;
  }

  /** @throws LogInconsistent unless the log as it is now continues a checkpoint that was kept elsewhere. */
  async requireContinued(note: string): Promise<void> {
    await this.requireContinuation(note, await this.log.checkpoint());
  }

  /**
   * What contradicts the log as it is now, one sentence each: signed checkpoints, copies, keys and cosignatures.
   * @param witnesses Keys of witnesses that the settings name.
   */
  async problems(witnesses: readonly string[] = []): Promise<string[]> {
    const known = await this.keys.known();
    const problems = await this.keyProblems(known);
    if (!(await this.copies.isReachable())) problems.push('The folder for checkpoints outside cannot be read.');
    for (let from = -1; ;) {
      const rows = await this.rows.find({
        where: { size: MoreThan(String(from)) },
        order: { size: 'ASC' },
        take: BATCH,
      });
      for (const { size, note } of rows) {
        problems.push(...(await this.contradictions(`Checkpoint ${size}`, note, known)));
        if (witnesses.length > 0) problems.push(...(await this.cosignatures.problemsOf(Number(size), note, witnesses)));
      }
      if (rows.length < BATCH) break;
      from = Number(rows[rows.length - 1]!.size);
    }
    for (const { file, note } of await this.copies.all())
      problems.push(...(await this.contradictions(`Checkpoint file ${file}`, note, known)));
    return problems;
  }

  /** How a checkpoint that was kept elsewhere contradicts the log, one sentence each. */
  async contradictionsOf(name: string, note: string): Promise<string[]> {
    return this.contradictions(name, note, await this.keys.known());
  }

  private async contradictions(name: string, note: string, known: readonly KnownLogKey[]): Promise<string[]> {
    try {
      const keys = known.map(({ key }) => key);
      const { size, root } = verifyCheckpoint(note, keys);
      const now = size === 0 ? null : await this.log.checkpointAt(size - 1);
      // Asked only now: what was signed while this verification runs is no longer than the log is by then.
      const head = now ? null : await this.log.checkpoint();
      if (head && size > head.size)
        return [`${name}: it was signed at ${size} entries, but the log has ${head.size}; its end is gone.`];
      if (now && now.root !== root.toString('hex'))
        return [`${name}: the log up to entry ${size - 1} is not what was signed; it was rewritten.`];
      return [];
    } catch (error) {
      if (!(error instanceof ProofInvalid)) throw error;
      return [`${name}: ${error.message}`];
    }
  }

  private async keyProblems(known: readonly KnownLogKey[]): Promise<string[]> {
    const problems: string[] = [];
    for (const { vkey, logIndex } of known) {
      const said = await this.log.entry(logIndex);
      if (!said || !KEY_KINDS.includes(said.kind) || said.subject['vkey'] !== vkey)
        problems.push(`Signing key ${vkey}: log entry ${logIndex} does not vouch for it.`);
    }
    const vouched = new Set(known.map(({ logIndex }) => logIndex));
    for (const index of await this.log.indexesOf(KEY_KINDS, 0, BATCH))
      if (!vouched.has(index)) problems.push(`Log entry ${index}: the signing key that it vouches for is gone.`);
    return problems;
  }

  /** The log as it is, once it is known to continue what was signed. @throws LogInconsistent */
  private async continuedHead(): Promise<Checkpoint> {
    const stored = await this.newest();
    const notes = [...(stored ? [stored.note] : []), ...(await this.copies.newest()).map(({ note }) => note)];
    // After the notes: another request may sign what was appended meanwhile, and the log only grows.
    const head = await this.log.checkpoint();
    for (const note of new Set(notes)) await this.requireContinuation(note, head);
    return head;
  }

  private async requireContinuation(note: string, head: Checkpoint): Promise<void> {
    const { size, root } = parseCheckpoint(parseNote(note).text);
    if (size > head.size) throw new LogInconsistent(size);
    const path = await this.proofs.consistency(size, head.size);
    if (!provesConsistency(size, head.size, root, Buffer.from(head.root, 'hex'), path)) throw new LogInconsistent(size);
  }

  private async keep(head: Checkpoint, note: string): Promise<SignedCheckpoint> {
    const row = { size: String(head.size), note, signedAt: this.clock.now() };
    await this.rows.createQueryBuilder().insert().values(row).orIgnore().execute();
    await this.copies.keep(note);
    return { ...head, note };
  }

  private async newest(): Promise<SignedCheckpoint | null> {
    const [row] = await this.rows.find({ order: { size: 'DESC' }, take: 1 });
    if (!row) return null;
    const { size, root } = parseCheckpoint(parseNote(row.note).text);
    return { size, root: root.toString('hex'), note: row.note };
  }
}

const bodyOf = (origin: string, { size, root }: Checkpoint): string =>
  formatCheckpoint({ origin, size, root: Buffer.from(root, 'hex') });
