export { AssessDocument } from './assess-document.use-case.js';
export type { Doubt, DoubtCause, DoubtState } from './doubt.js';
export { DoubtCheck } from './doubt-check.js';
export { type DoubtFilter, DoubtRepository, type ListedDoubt } from './doubt.repository.js';
export { DoubtsModule, FindingDoubtsModule } from './doubts.module.js';
export * from './errors.js';
export { FindDoubts } from './find-doubts.use-case.js';
export { nearestText } from './nearest-text.js';
export { SettleDoubt } from './settle-doubt.use-case.js';
