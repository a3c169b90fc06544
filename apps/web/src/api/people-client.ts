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

export const fetchPeople = (signal?: AbortSignal) => callFor(personList, '/people', { signal });
export const addPersonCall = (body: z.input<typeof addPerson>) =>
  callFor(addedPerson, '/people', { method: 'POST', body });
export const changePerson = ({ personId, ...body }: ChangePerson & { personId: string }) =>
  callFor(personDetail, `/people/${id(personId)}`, { method: 'PATCH', body });
export const makeLink = (personId: string) =>
  callFor(signInLink, `/people/${id(personId)}/sign-in-links`, { method: 'POST' });
export const resetPerson = ({ personId, factors }: { personId: string; factors: boolean }) =>
  callFor(signInLink, `/people/${id(personId)}/reset`, { method: 'POST', body: { factors } });

/** @param person `me`, `everyone` or an id. */
export const fetchKeys = (person: string, signal?: AbortSignal) =>
  callFor(keyList, `/keys${queryString({ person })}`, { signal });
export const addKeyCall = (body: z.input<typeof addKey>) => callFor(addedKey, '/keys', { method: 'POST', body });
export const revokeKey = (keyId: string) => call(`/keys/${id(keyId)}`, { method: 'DELETE' });

/** @param person `me`, `everyone` or an id. */
export const fetchSessions = (person: string, signal?: AbortSignal) =>
  callFor(loginList, `/sessions${queryString({ person })}`, { signal });
export const endSession = (sessionId: string) => call(`/sessions/${id(sessionId)}`, { method: 'DELETE' });
/** @param person `me` keeps the session that asks. */
export const endSessionsOf = (person: string) =>
  callFor(endedSessions, `/sessions${queryString({ person })}`, { method: 'DELETE' });

export const fetchServiceAccounts = (signal?: AbortSignal) =>
  callFor(serviceAccountList, '/service-accounts', { signal });
export const handOnServiceAccountCall = ({ accountId, owner }: { accountId: string; owner: string }) =>
  callFor(serviceAccountView, `/service-accounts/${id(accountId)}`, { method: 'PATCH', body: { owner } });
export const addServiceAccountCall = (body: z.input<typeof addServiceAccount>) =>
  callFor(serviceAccountView, '/service-accounts', { method: 'POST', body });
