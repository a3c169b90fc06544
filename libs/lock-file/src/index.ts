export { type LockPatience, holdingLock } from './lock-file.js';
