import {
  addedKey,
  addedPerson,
  endedSessions,
  keyList,
  loginList,
  personDetail,
  personList,
  serviceAccountList,
  serviceAccountView,
  signInLink,
} from '#contracts';
import type { ChangePerson } from '#contracts';
import type { z } from 'zod';
import type { addKey, addPerson, addServiceAccount } from '#contracts';
import { call, callFor, queryString } from './http.js';

const id = encodeURIComponent;

/** In the order in which they were added; for administrators. */
export const fetchPeople = (signal?: AbortSignal) => callFor(personList, '/people', { signal });
/** @returns The person with a link that signs them in once, shown nowhere else. @throws ApiError `person.login_taken`. */
export const addPersonCall = (body: z.input<typeof addPerson>) =>
  callFor(addedPerson, '/people', { method: 'POST', body });
/** What is left out stays. Suspending ends sessions, links and open answers at once, and puts keys out of use. */
export const changePerson = ({ personId, ...body }: ChangePerson & { personId: string }) =>
  callFor(personDetail, `/people/${id(personId)}`, { method: 'PATCH', body });
/** @returns A link that signs the person in, once; shown nowhere else. */
export const makeLink = (personId: string) =>
  callFor(signInLink, `/people/${id(personId)}/sign-in-links`, { method: 'POST' });
/**
 * For who lost their password: it goes and all sessions end. @param factors Whether the second factors go, too.
 * @returns A link to set up anew with.
 */
export const resetPerson = ({ personId, factors }: { personId: string; factors: boolean }) =>
  callFor(signInLink, `/people/${id(personId)}/reset`, { method: 'POST', body: { factors } });

/** @param person `me`, `everyone` or an id. */
export const fetchKeys = (person: string, signal?: AbortSignal) =>
  callFor(keyList, `/keys${queryString({ person })}`, { signal });
/** @returns The key with its secret, shown this once. */
export const addKeyCall = (body: z.input<typeof addKey>) => callFor(addedKey, '/keys', { method: 'POST', body });
/** Whatever uses it is refused at once. */
export const revokeKey = (keyId: string) => call(`/keys/${id(keyId)}`, { method: 'DELETE' });

/** @param person `me`, `everyone` or an id. */
export const fetchSessions = (person: string, signal?: AbortSignal) =>
  callFor(loginList, `/sessions${queryString({ person })}`, { signal });
/** One's own, or for administrators anybody's; it may be the one that asks. */
export const endSession = (sessionId: string) => call(`/sessions/${id(sessionId)}`, { method: 'DELETE' });
/** @param person `me` keeps the session that asks. */
export const endSessionsOf = (person: string) =>
  callFor(endedSessions, `/sessions${queryString({ person })}`, { method: 'DELETE' });

/** Accounts of programs, each with its owner; for administrators. */
export const fetchServiceAccounts = (signal?: AbortSignal) =>
  callFor(serviceAccountList, '/service-accounts', { signal });
/** Where the former owner is suspended, the account is in use again. @param owner Id of a person who is not suspended. */
export const handOnServiceAccountCall = ({ accountId, owner }: { accountId: string; owner: string }) =>
  callFor(serviceAccountView, `/service-accounts/${id(accountId)}`, { method: 'PATCH', body: { owner } });
/** It has no key yet, and is owned by the reader unless another owner is named. */
export const addServiceAccountCall = (body: z.input<typeof addServiceAccount>) =>
  callFor(serviceAccountView, '/service-accounts', { method: 'POST', body });
