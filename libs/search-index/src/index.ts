export { analyse, MAX_TOKEN_LENGTH } from './analyse.js';
export * from './errors.js';
export { dateRangeLabels, wholeLabel, wordLabels } from './labels.js';
export type { RowCondition, RowTest } from './row-conditions.js';
export { type TokenSpan, asWritten } from './token-spans.js';
export { readingsInOneWay } from './analysis/written-otherwise.js';
export {
  ALIKE,
  ANALYSER_VERSION,
  type AnalysedAs,
  type AskedPhrase,
  type Lexicon,
  formsOf,
  isNeeded,
  keyOfWord,
  lexiconOf,
  type QueryWord,
  tokensAsWords,
  unspecifiedLexicon,
} from './analysis/lexicon.js';
export type { IndexRow } from './index-row.js';
export { IndexArchive, type RestoredRevision } from './index-archive.js';
export * from './index-store.js';
export * from './live-generation.js';
export * from './index-writer.js';
export * from './search-index.js';
export * from './table-name.js';
export * from './index-generation.repository.js';
export type { GenerationState, SwitchWish } from './index-generation.entity.js';
export * from './search-index.module.js';
export * from './entry-index.js';
export * from './entry-writer.js';
