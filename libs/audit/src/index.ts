export { AuditLog, type Checkpoint, type LogEvent, type LogReceipt } from './audit-log.js';
export { AuditModule } from './audit.module.js';
export * from './errors.js';
export type { LogVerification } from './verify-entries.js';
