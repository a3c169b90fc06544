import { useQuery } from '@tanstack/react-query';
import {
  addKeyCall,
  addPersonCall,
  addServiceAccountCall,
  changePerson,
  endSession,
  endSessionsOf,
  fetchKeys,
  fetchPeople,
  fetchServiceAccounts,
  fetchSessions,
  handOnServiceAccountCall,
  makeLink,
  resetPerson,
  revokeKey,
} from '../api/people-client.js';
import { keys } from './keys.js';
import { useChange } from './use-change.js';
import { useSensitiveChange } from './use-sensitive-change.js';

const all = [keys.people, keys.serviceAccounts, keys.keys, keys.sessions];

/** Everybody of the service, suspended or not; for administrators. */
export const usePeople = () => useQuery({ queryKey: keys.people, queryFn: ({ signal }) => fetchPeople(signal) });
/** As all changes of people, asks for a fresh sign-in where the last was long ago. Its result holds the link, shown this once. */
export const useAddPerson = () => useSensitiveChange(addPersonCall, all);
/** Suspending ends sessions and puts keys out of use, so that the lists of both are fetched anew. */
export const useChangePerson = () => useSensitiveChange(changePerson, all);
/** Its result holds a link that signs the person in once; nothing else changes. */
export const useMakeLink = () => useSensitiveChange(makeLink, []);
/** Takes the password, and where wanted the second factors; its result holds the link to set up anew with. */
export const useResetPerson = () => useSensitiveChange(resetPerson, all);

/** Newest first, without expired ones. @param person `me`, `everyone` or an id. */
export const useKeys = (person: string) =>
  useQuery({ queryKey: keys.keysOf(person), queryFn: ({ signal }) => fetchKeys(person, signal) });
/** Its result holds the secret, shown this once. Asks for a fresh sign-in where the last was long ago. */
export const useAddKey = () => useSensitiveChange(addKeyCall, [keys.keys]);
/** Takes an id. No fresh sign-in is asked for. */
export const useRevokeKey = () => useChange(revokeKey, [keys.keys]);

/** Newest first, the one that asks among them. @param person `me`, `everyone` or an id. */
export const useSessions = (person: string) =>
  useQuery({ queryKey: keys.sessionsOf(person), queryFn: ({ signal }) => fetchSessions(person, signal) });
/** Takes an id; ending one's own leads to the sign-in with the next call. */
export const useEndSession = () => useChange(endSession, [keys.sessions]);
/** Takes `me` or an id; the session that asks is kept. */
export const useEndSessionsOf = () => useChange(endSessionsOf, [keys.sessions]);

/** Accounts of programs, each with who answers for it; for administrators. */
export const useServiceAccounts = () =>
  useQuery({ queryKey: keys.serviceAccounts, queryFn: ({ signal }) => fetchServiceAccounts(signal) });
/** Names another owner; where the former is suspended, the account is in use again. */
export const useHandOnServiceAccount = () => useSensitiveChange(handOnServiceAccountCall, [keys.serviceAccounts]);
/** Makes one without a key: `useAddKey` makes that. */
export const useAddServiceAccount = () => useSensitiveChange(addServiceAccountCall, [keys.serviceAccounts]);
