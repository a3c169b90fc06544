export { AccessModule } from './access.module.js';
export { AccessPolicy, type Action } from './access-policy.js';
export {
  type Admission,
  Authenticator,
  type CredentialPlan,
  type IssuedSecret,
  type SessionFacts,
} from './authenticator.js';
export { sessionEnd } from './credential-life.js';
export { Credentials, type ListedCredential } from './credentials.js';
export type { KeyScope, SignInMethod } from './entities/credential.entity.js';
export type { AccountKind } from './entities/user.entity.js';
export { endSignInsIn } from './end-sign-ins.js';
export * from './errors.js';
export { type GrantFilter, Grants, type ListedGrant } from './grants.js';
export type { AccessSubject, GrantObject, GrantState } from './set-grant.js';
export { normalLogin } from './login-name.js';
export {
  type ChangedPerson,
  type KnownPerson,
  type ListedPerson,
  People,
  type PersonChange,
  type PersonPlan,
  erasedName,
} from './people.js';
export { Standing } from './standing.js';
export { type SessionPlan, Sessions, type StartedSession } from './sessions.js';
export { AccessCheck } from './log-check/access-check.js';
export type { AccessReason } from './access-reasons.js';
export { type AccessReport, AccessReports, type ReportObject, type ReportedPerson } from './access-report.js';
export type { GroupOrigin } from './entities/group.entity.js';
export { Groups, type ListedGroup } from './groups.js';
export { type Membership, type OutsideChange, type OutsideGroup, OutsideGroups } from './outside-groups.js';
export { type EndedView, type RunningView, VIEW_MS, Views, principalUnder } from './views.js';
export { type ListedWall, type WallChange, type WallObject, Walls } from './walls.js';
export { BARRED_CANARY, type CanaryPlace, SINGLE_CANARY, placeCanaries } from './canaries.js';
