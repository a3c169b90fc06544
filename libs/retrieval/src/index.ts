export * from './blend-scores.js';
export {
  BOOSTED_AMONG,
  type Boosts,
  DEFAULT_BOOSTS,
  KEYWORD_BOOSTS,
  NO_BOOSTS,
  boostPassages,
} from './boost-passages.js';
export * from './browse-documents.js';
export * from './collapse-copies.js';
export * from './count-matches.js';
export * from './facets.js';
export * from './find-likeness.use-case.js';
export * from './find-passages.use-case.js';
export * from './fusion-weight.js';
export * from './likeness.js';
export * from './moment-of.js';
export * from './order-passages.js';
export * from './passage-source.port.js';
export * from './query/index.js';
export * from './query-terms.js';
export * from './question-reader.js';
export * from './read-surroundings.js';
export * from './rerank-stage.js';
export * from './retrieval.js';
export * from './retrieve-passages.use-case.js';
export * from './retrieval.module.js';
export * from './search-scope.js';
export * from './section-around.js';
export * from './with-besides.js';
