export * from './address-guard.js';
export { isPublicAddress } from './classify-address.js';
export * from './errors.js';
export * from './guarded-agents.js';
export * from './guarded-request.js';
