import { Controller, Get, Param } from '@nestjs/common';
import type { RecordProof } from '#contracts';
import { AnswerRecordRepository, DecisionReaders } from '#decisions';
import type { Principal } from '#knowledge';
import { ProofDesk } from './proof-desk.js';
import { Asker } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';

/** Apart from the other routes of records because it needs what packs are made of. */
@Controller('api/v1/records')
export class RecordProofController {
  constructor(
    private readonly readers: DecisionReaders,
    private readonly records: AnswerRecordRepository,
    private readonly proofs: ProofDesk,
  ) {}

  /** A record with all that proves it without this service. For whoever may read the record. */
  @Get(':id/proof')
  async proof(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<RecordProof> {
    return this.proofs.ofRecord(await this.records.show(await this.readers.of(principal), id));
  }
}
