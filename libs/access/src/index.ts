export { AccessModule } from './access.module.js';
export { AccessPolicy, type Action } from './access-policy.js';
export { type Admission, Authenticator, type CredentialPlan, type IssuedSecret } from './authenticator.js';
export { sessionEnd } from './credential-life.js';
export { Credentials, type ListedCredential } from './credentials.js';
export type { KeyScope } from './entities/credential.entity.js';
export * from './errors.js';
export { type GrantState, Grants } from './grants.js';
export { type ChangedPerson, type KnownPerson, type ListedPerson, People, type PersonChange } from './people.js';
