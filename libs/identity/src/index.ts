export { Account, type AccountView, type Proof, type Renewed } from './account.js';
export * from './errors.js';
export { Factors } from './factors/factors.js';
export { forgetAccount } from './forget-account.js';
export type { ListedPasskey, RelyingParty } from './factors/passkeys.js';
export { IdentityModule } from './identity.module.js';
export { type Limited, Limits, TooMuchAsked } from './limits/limits.js';
export { Passwords } from './passwords/passwords.js';
export { LEAST_CHARACTERS, MOST_CHARACTERS } from './passwords/password-rules.js';
export { type ListedIdentity, ProviderSignIn } from './provider/provider-sign-in.js';
export { ResetAccount } from './reset-account.js';
export { IdentityKeyUnusable } from './secret-box.js';
export { KNOWN_FOR_MS } from './sign-in/known-browsers.js';
export { MailedLinks } from './sign-in/mailed-links.js';
export { SignIn, type SecondProof, type SignInOutcome, type SignInPlace } from './sign-in/sign-in.js';
export { STEP_LIFE_MS } from './sign-in/sign-in-steps.js';
export type {
  AuthenticationResponseJSON as AnsweredPasskey,
  RegistrationResponseJSON as NewPasskey,
} from '@simplewebauthn/server';
