export { AccessModule } from './access.module.js';
export { AccessPolicy, type Action } from './access-policy.js';
export { Authenticator, type IssuedSecret } from './authenticator.js';
export * from './errors.js';
