export { type LockPatience, holdingLock, isLocked } from './lock-file.js';
