import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConversationErasureModule } from '#conversations';
import { DecisionRegisterModule, RecordErasureModule } from '#decisions';
import { Clock, SystemClock } from '#knowledge';
import { CarryOutErasure } from './carry-out-erasure.js';
import { DueDisposals } from './due-disposals.js';
import { Erase, ErasurePolicy } from './erase.use-case.js';
import { ErasureEntity } from './erasure.entity.js';
import { ManageHolds } from './manage-holds.use-case.js';
import { PlanErasure } from './plan-erasure.js';
import { RetentionRuleEntity } from './retention-rule.entity.js';
import { Retention } from './retention.use-case.js';

/** Holds, retention, erasure. Needs access, audit, jobs, the library, the vault and what decisions need. */
@Module({})
export class StewardshipModule {
  static with(policy: ErasurePolicy): DynamicModule {
    return {
      module: StewardshipModule,
      imports: [
        TypeOrmModule.forFeature([ErasureEntity, RetentionRuleEntity]),
        DecisionRegisterModule,
        RecordErasureModule,
        ConversationErasureModule,
      ],
      providers: [
        ...[CarryOutErasure, DueDisposals, Erase, ManageHolds, PlanErasure, Retention],
        { provide: ErasurePolicy, useValue: policy },
        { provide: Clock, useClass: SystemClock },
      ],
      exports: [Erase, ManageHolds, Retention],
    };
  }
}
