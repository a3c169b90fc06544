import { Controller, Get, Param } from '@nestjs/common';
import { AccessPolicy } from '#access';
import { AuditLog, LogKeys, SignedCheckpoints } from '#audit';
import type { RecordProof } from '#contracts';
import { AnswerRecordRepository, RecordNotFound } from '#decisions';
import { type Principal, canonicalJson } from '#knowledge';
import { Asker } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';

@Controller('api/v1/records')
export class RecordProofController {
  constructor(
    private readonly access: AccessPolicy,
    private readonly records: AnswerRecordRepository,
    private readonly log: AuditLog,
    private readonly checkpoints: SignedCheckpoints,
    private readonly keys: LogKeys,
  ) {}

  /** A record with all that proves it without this service. For whoever may read the record. */
  @Get(':id/proof')
  async proof(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<RecordProof> {
    const mayReadAll = this.access.may(principal, "read other people's records");
    const { body, logIndex } = await this.records.show({ principal, mayReadAll }, id);
    const leaf = await this.log.leaf(logIndex);
    if (leaf === null) throw new RecordNotFound();
    const proof = await this.checkpoints.proofOf(logIndex);
    const keys = (await this.keys.known()).map(({ vkey }) => vkey);
    return { format: 'chancery-record-proof/1', record: canonicalJson(body), leaf, proof, keys };
  }
}
