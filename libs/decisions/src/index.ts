export type { RecordFilter } from './record-filter.js';
export {
  type AnswerRecord,
  AnswerRecordRepository,
  type AnswerRecordSummary,
  type RecordReader,
  type SealAlongside,
} from './answer-record.repository.js';
export { Decide, type DecideProgress, type RecordedAnswer, ServiceVersion } from './decide.use-case.js';
export * from './decision/index.js';
export { DecisionWorkModule } from './decision-work.module.js';
export { DecisionsModule } from './decisions.module.js';
export { documentsBehind } from './documents-behind.js';
export * from './doubts/index.js';
export { type DecisionTerm, type ErasableDecision, EraseDecisions } from './erase-decisions.js';
export { EraseFeedback } from './erase-feedback.js';
export { type ErasableRecord, EraseRecords } from './erase-records.js';
export * from './errors.js';
export * from './feedback/index.js';
export * from './jobs.js';
export * from './memory/index.js';
export type { AskedQuestion, RecordAnnex, RecordBody, SealedPassage, SealedTrace } from './record-body.js';
export { NoteOlderRecords } from './note-older-records.use-case.js';
export { recordItem, RecordSeals, type RecordTexts } from './record-seals.js';
export { type ReplayDifference } from './replay/compare-replay.js';
export { type Replay, ReplayRecord } from './replay/replay-record.use-case.js';
export { RecordErasureModule, RecordsModule } from './records.module.js';
export { SealOlderRecords } from './seal-older-records.use-case.js';
export { SweepDecisions } from './sweep-decisions.use-case.js';
