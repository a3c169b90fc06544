import { Module } from '@nestjs/common';
import { AnswersApiModule } from '../answers/answers-api.module.js';
import { DecisionsApiModule } from '../decisions/decisions-api.module.js';
import { EvidenceController } from './evidence.controller.js';
import { EvidenceDesk } from './evidence-desk.js';
import { ProofDesk } from './proof-desk.js';
import { RecordProofController } from './record-proof.controller.js';

/** What is taken out of the service to be checked elsewhere: proofs and packages of evidence. */
@Module({
  imports: [AnswersApiModule, DecisionsApiModule],
  controllers: [EvidenceController, RecordProofController],
  providers: [EvidenceDesk, ProofDesk],
})
export class EvidenceApiModule {}
