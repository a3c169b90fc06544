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

export const isSession = (reply: SignInReply): reply is SessionView => 'user' in reply;

export const fetchWays = (signal?: AbortSignal) => callFor(signInWays, '/sign-in', { signal });
export const signInWithPassword = (body: { login: string; password: string }) =>
  callFor(signInReply, '/sign-in/password', { method: 'POST', body });
export const askForLink = (body: { login: string; language: MailLanguage }) =>
  call('/sign-in/mailed-link', { method: 'POST', body });
export const sendSecondFactor = (body: SecondProofBody) =>
  callFor(sessionView, '/sign-in/second-factor', { method: 'POST', body });

/** Have the browser ask an authenticator. @throws DOMException when the person or the browser declines. */
export async function answerPasskey(optionsJSON: Record<string, unknown>): Promise<PasskeyAnswer> {
  const options = optionsJSON as unknown as PublicKeyCredentialRequestOptionsJSON;
  const answer = await startAuthentication({ optionsJSON: options });
  return { ...answer, clientExtensionResults: { ...answer.clientExtensionResults } };
}

const askForPasskey = () => callFor(passkeyOptions, '/sign-in/passkey-options', { method: 'POST', body: {} });

export async function signInWithPasskey(): Promise<SessionView> {
  const passkey = await answerPasskey(await askForPasskey());
  return callFor(sessionView, '/sign-in/passkey', { method: 'POST', body: { passkey } });
}

export const fetchAccount = (signal?: AbortSignal) => callFor(accountView, '/account', { signal });
export const confirmSession = (body: ConfirmSession) => call('/account/confirm', { method: 'POST', body });
export async function confirmByPasskey(): Promise<void> {
  const passkey = await answerPasskey(await askForPasskey());
  await call('/account/confirm', { method: 'POST', body: { passkey } });
}
export const setPassword = (password: string) =>
  callFor(passwordSet, '/account/password', { method: 'PUT', body: { password } });
export const beginApp = () => callFor(begunApp, '/account/app', { method: 'POST' });
export const confirmApp = (code: string) =>
  callFor(factorAdded, '/account/app/confirm', { method: 'POST', body: { code } });
export const dropApp = () => call('/account/app', { method: 'DELETE' });
export const renewCodes = () => callFor(factorAdded, '/account/recovery-codes', { method: 'POST' });
export const dropPasskey = (id: string) => call(`/account/passkeys/${encodeURIComponent(id)}`, { method: 'DELETE' });

export async function addPasskey(name: string) {
  const options = await callFor(passkeyOptions, '/account/passkeys/options', { method: 'POST' });
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  const passkey = await startRegistration({ optionsJSON });
  return callFor(factorAdded, '/account/passkeys', { method: 'POST', body: { name, passkey } });
}

/** @returns Where the browser goes to link the account to who the person is at the identity provider. */
export const linkProvider = () => callFor(linkedElsewhere, '/account/identities', { method: 'POST' });
export const unlinkProvider = (id: string) =>
  call(`/account/identities/${encodeURIComponent(id)}`, { method: 'DELETE' });
