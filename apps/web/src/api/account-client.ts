import {
  accountView,
  begunApp,
  factorAdded,
  linkedElsewhere,
  passkeyOptions,
  passwordSet,
  sessionView,
  signInReply,
  signInWays,
} from '#contracts';
import type {
  ConfirmSession,
  MailLanguage,
  PasskeyAnswer,
  SecondProofBody,
  SessionView,
  SignInReply,
} from '#contracts';
import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { call, callFor } from './http.js';

/** Whether somebody is signed in by it; otherwise a second proof is asked for. */
export const isSession = (reply: SignInReply): reply is SessionView => 'user' in reply;

/** The ways in that the service offers at the address in the browser; for anybody. */
export const fetchWays = (signal?: AbortSignal) => callFor(signInWays, '/sign-in', { signal });
/** Refused alike whether the name or the password is wrong. */
export const signInWithPassword = (body: { login: string; password: string }) =>
  callFor(signInReply, '/sign-in/password', { method: 'POST', body });
/** Answered alike whether or not there is such an account. @throws ApiError where no mail is set up or too much was asked. */
export const askForLink = (body: { login: string; language: MailLanguage }) =>
  call('/sign-in/mailed-link', { method: 'POST', body });
/** The second proof, after a password or link that was good: a code of the app, a recovery code or a passkey's answer. */
export const sendSecondFactor = (body: SecondProofBody) =>
  callFor(sessionView, '/sign-in/second-factor', { method: 'POST', body });

/** Have the browser ask an authenticator. @throws DOMException when the person or the browser declines. */
export async function answerPasskey(optionsJSON: Record<string, unknown>): Promise<PasskeyAnswer> {
  const options = optionsJSON as unknown as PublicKeyCredentialRequestOptionsJSON;
  const answer = await startAuthentication({ optionsJSON: options });
  return { ...answer, clientExtensionResults: { ...answer.clientExtensionResults } };
}

const askForPasskey = () => callFor(passkeyOptions, '/sign-in/passkey-options', { method: 'POST', body: {} });

/** A passkey is proof enough by itself. @throws DOMException when declined, ApiError when it does not do. */
export async function signInWithPasskey(): Promise<SessionView> {
  const passkey = await answerPasskey(await askForPasskey());
  return callFor(sessionView, '/sign-in/passkey', { method: 'POST', body: { passkey } });
}

/** One's own ways of signing in, without any secret. */
export const fetchAccount = (signal?: AbortSignal) => callFor(accountView, '/account', { signal });
/** Prove once more who is at the keyboard, so that this session counts as begun just now. */
export const confirmSession = (body: ConfirmSession) => call('/account/confirm', { method: 'POST', body });
/** As `confirmSession`, by a passkey. @throws DOMException when declined. */
export async function confirmByPasskey(): Promise<void> {
  const passkey = await answerPasskey(await askForPasskey());
  await call('/account/confirm', { method: 'POST', body: { passkey } });
}
/** @returns How many other sessions of the person ended with the old password. */
export const setPassword = (password: string) =>
  callFor(passwordSet, '/account/password', { method: 'PUT', body: { password } });
/** @returns A secret for the authenticator app, shown this once; it counts for nothing before `confirmApp`. */
export const beginApp = () => callFor(begunApp, '/account/app', { method: 'POST' });
/** @param code What the app shows now. @returns Recovery codes, shown this once; null where earlier ones are left. */
export const confirmApp = (code: string) =>
  callFor(factorAdded, '/account/app/confirm', { method: 'POST', body: { code } });
/** The authenticator app no longer counts as a second factor. */
export const dropApp = () => call('/account/app', { method: 'DELETE' });
/** @returns New recovery codes, shown this once, in the place of all earlier ones. */
export const renewCodes = () => callFor(factorAdded, '/account/recovery-codes', { method: 'POST' });
/** Nobody signs in by it any more; the authenticator keeps its half. */
export const dropPasskey = (id: string) => call(`/account/passkeys/${encodeURIComponent(id)}`, { method: 'DELETE' });

/**
 * Have the browser make a passkey and hand it in under a name. @returns Recovery codes, as `confirmApp` does.
 * @throws DOMException when declined, ApiError when the service refuses it.
 */
export async function addPasskey(name: string) {
  const options = await callFor(passkeyOptions, '/account/passkeys/options', { method: 'POST' });
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  const passkey = await startRegistration({ optionsJSON });
  return callFor(factorAdded, '/account/passkeys', { method: 'POST', body: { name, passkey } });
}

/** @returns Where the browser goes to link the account to who the person is at the identity provider. */
export const linkProvider = () => callFor(linkedElsewhere, '/account/identities', { method: 'POST' });
/** @param id Of the link, not of the person. */
export const unlinkProvider = (id: string) =>
  call(`/account/identities/${encodeURIComponent(id)}`, { method: 'DELETE' });
