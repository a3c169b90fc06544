import { Injectable } from '@nestjs/common';
import { AuditLog, LogKeys, SignedCheckpoints } from '#audit';
import type { RecordProof } from '#contracts';
import { type AnswerRecord, RecordNotFound } from '#decisions';
import { canonicalJson } from '#knowledge';

/** What proves a record without this service. */
@Injectable()
export class ProofDesk {
  constructor(
    private readonly log: AuditLog,
    private readonly checkpoints: SignedCheckpoints,
    private readonly keys: LogKeys,
  ) {}

  /** @param record One that the caller may read. @throws RecordNotFound when the log has no entry for it. */
  async ofRecord({ body, logIndex }: Pick<AnswerRecord, 'body' | 'logIndex'>): Promise<RecordProof> {
    const leaf = await this.log.leaf(logIndex);
    if (leaf === null) throw new RecordNotFound();
    const proof = await this.checkpoints.proofOf(logIndex);
    return { format: 'chancery-record-proof/1', record: canonicalJson(body), leaf, proof, keys: await this.vkeys() };
  }

  /** Verifier keys of the log, oldest first. */
  async vkeys(): Promise<string[]> {
    return (await this.keys.known()).map(({ vkey }) => vkey);
  }
}
