export { type Highlights, PassageMatcher } from './match-passage.js';
export { QUERY_FIELDS, type QueryField, type QueryPart, formatQuery, parseQuery } from './parse-query.js';
export { type QueryPlan, plainPlan, planQuery } from './plan-query.js';
export { BadOperator, NothingLikeIt, OnlyExclusions, PhraseTooCommon } from './query-errors.js';
