export * from './compare-generations.use-case.js';
export * from './compare-runs.js';
export * from './errors.js';
export * from './evaluation.module.js';
export type { ExpectedSource, GoldenOrigin, GoldenQuestion, GoldenResult } from './golden-question.js';
export * from './golden-questions.use-case.js';
export * from './jobs.js';
export * from './judge-generation.use-case.js';
export type { GoldenFigures } from './judge-ranking.js';
