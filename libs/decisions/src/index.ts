export {
  type AnswerRecord,
  AnswerRecordRepository,
  type AnswerRecordSummary,
  type RecordReader,
} from './answer-record.repository.js';
export { Decide, type DecideProgress, type RecordedAnswer, ServiceVersion } from './decide.use-case.js';
export { DecisionsModule, RecordsModule } from './decisions.module.js';
export * from './errors.js';
export type { AskedQuestion, RecordBody, SealedPassage } from './record-body.js';
