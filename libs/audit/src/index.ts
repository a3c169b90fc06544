export { AuditLog, type Checkpoint, type LogEvent, type LogReceipt } from './audit-log.js';
export { AuditModule } from './audit.module.js';
export type { CheckpointFolders } from './checkpoint-copies.js';
export { CheckpointsModule } from './checkpoints.module.js';
export * from './errors.js';
export { LogKeys, type KnownLogKey, type SigningKeyPlace } from './log-keys.js';
export { LogProofs } from './log-proofs.js';
export { SignedCheckpoints, type SignedCheckpoint } from './signed-checkpoints.js';
export type { LogVerification } from './verify-entries.js';
