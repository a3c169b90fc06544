import { Injectable } from '@nestjs/common';
import { AuditLog, LogEntryNotFound, LogKeys, SignedCheckpoints } from '#audit';
import type { RecordProof } from '#contracts';
import type { AnswerRecord } from '#decisions';
import { canonicalJson } from '#knowledge';

/** What proves a record without this service. */
@Injectable()
export class ProofDesk {
  constructor(
    private readonly log: AuditLog,
    private readonly checkpoints: SignedCheckpoints,
    private readonly keys: LogKeys,
  ) {}

  /** @param record One that the caller may read. @throws LogEntryNotFound when the log lost the entry that vouches for it. */
  async ofRecord({ body, logIndex }: Pick<AnswerRecord, 'body' | 'logIndex'>): Promise<RecordProof> {
    const entry = await this.ofEntry(logIndex);
    return { format: 'chancery-record-proof/1', record: canonicalJson(body), ...entry, keys: await this.vkeys() };
  }

  /** An entry of the log, and that it is in it. @throws LogEntryNotFound */
  async ofEntry(index: number): Promise<{ leaf: string; proof: string }> {
    const leaf = await this.log.leaf(index);
    if (leaf === null) throw new LogEntryNotFound((await this.log.checkpoint()).size);
    return { leaf, proof: await this.checkpoints.proofOf(index) };
  }

  /** Verifier keys of the log, oldest first. */
  async vkeys(): Promise<string[]> {
    return (await this.keys.known()).map(({ vkey }) => vkey);
  }
}
