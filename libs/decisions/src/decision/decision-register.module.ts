import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock, SystemClock } from '#knowledge';
import { RecordsModule } from '../records.module.js';
import { ApprovalRules } from './approval-rules.js';
import { DecisionCheck } from './decision-check.js';
import { DecisionEntity } from './decision.entity.js';
import { DecisionReaders } from './decision-readers.js';
import { DecisionRepository } from './decision.repository.js';
import { DecisionSeals } from './decision-seals.js';
import { DecisionRuleEntity } from './decision-rule.entity.js';
import { DecisionStepEntity } from './decision-step.entity.js';
import { EditDecision } from './edit-decision.use-case.js';
import { NameCheck } from './name-check.js';
import { MoveDecision } from './move-decision.use-case.js';
import { SealOlderDecisions } from './seal-older-decisions.use-case.js';
import { RecordDecision } from './record-decision.use-case.js';
import { SignedNameEntity } from './signed-name.entity.js';
import { SignedNames } from './signed-names.js';

const OFFERED = [
  DecisionRepository,
  DecisionSeals,
  SignedNames,
  SealOlderDecisions,
  DecisionCheck,
  NameCheck,
  RecordDecision,
  EditDecision,
  MoveDecision,
  ApprovalRules,
  DecisionReaders,
];

const ENTITIES = [DecisionEntity, DecisionStepEntity, DecisionRuleEntity, SignedNameEntity];

/** What people decided. Needs access, audit and library; the app gives the {@link DecisionDefaults}. */
@Module({
  imports: [RecordsModule, TypeOrmModule.forFeature(ENTITIES)],
  providers: [...OFFERED, { provide: Clock, useClass: SystemClock }],
  exports: OFFERED,
})
export class DecisionRegisterModule {}
