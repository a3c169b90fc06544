export type { Disposal } from './due-disposals.js';
export { Erase, type Erasure, ErasurePolicy, type ErasurePreview } from './erase.use-case.js';
export type { ErasureCertificate, ErasureKind } from './erasure-plan.js';
export * from './errors.js';
export { HoldCheck } from './hold-check.js';
export { ManageHolds, type NamedHold } from './manage-holds.use-case.js';
export type { Erasable } from './plan-erasure.js';
export { Retention, type RetentionReport, type RetentionRule } from './retention.use-case.js';
export { StewardshipModule } from './stewardship.module.js';
