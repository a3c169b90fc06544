export {
  CHUNK_LIMITS,
  CHUNKER_VERSION,
  chunkSizesFor,
  chunkText,
  DEFAULT_TARGET_TOKENS,
  type ChunkDraft,
  type ChunkOptions,
} from './chunk-text.js';
export { type ClauseMark, clauseMarks } from './clause-marks.js';
export { type DefinedTerm, definedTerms } from './defined-terms.js';
export { contextualText } from './contextual-text.js';
export { estimateTokens } from './estimate-tokens.js';
export { sentencesOf } from './split-text.js';
