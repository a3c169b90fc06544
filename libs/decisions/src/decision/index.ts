export type {
  ApprovalRule,
  Decision,
  DecisionContent,
  DecisionStep,
  DecisionStepBody,
  Person,
  RecordedOutcome,
  StepAction,
} from './decision.js';
export { audienceOf, reviewersOf } from './decision.js';
export { ApprovalRules, DecisionDefaults } from './approval-rules.js';
export { careWarnings } from './care-warnings.js';
export { type DecisionReader, DecisionReaders } from './decision-readers.js';
export { decisionsInSight } from './decisions-in-sight.js';
export { DecisionCheck } from './decision-check.js';
export { type DecisionFilter, DecisionRepository } from './decision.repository.js';
export { DecisionSeals, decisionItem, linkPart } from './decision-seals.js';
export { DecisionRegisterModule } from './decision-register.module.js';
export { EditDecision } from './edit-decision.use-case.js';
export * from './errors.js';
export { latestDispositions } from './latest-dispositions.js';
export { MoveDecision } from './move-decision.use-case.js';
export { SealOlderDecisions } from './seal-older-decisions.use-case.js';
export { SignedStepEntity } from './signed-step.entity.js';
export { stepsFrom } from './next-state.js';
export { RecordDecision } from './record-decision.use-case.js';
export { NameCheck } from './name-check.js';
export { personItem, SignedNames } from './signed-names.js';
export { mayTake } from './who-may.js';
