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

export const usePeople = () => useQuery({ queryKey: keys.people, queryFn: ({ signal }) => fetchPeople(signal) });
export const useAddPerson = () => useSensitiveChange(addPersonCall, all);
export const useChangePerson = () => useSensitiveChange(changePerson, all);
export const useMakeLink = () => useSensitiveChange(makeLink, []);
export const useResetPerson = () => useSensitiveChange(resetPerson, all);

export const useKeys = (person: string) =>
  useQuery({ queryKey: keys.keysOf(person), queryFn: ({ signal }) => fetchKeys(person, signal) });
export const useAddKey = () => useSensitiveChange(addKeyCall, [keys.keys]);
export const useRevokeKey = () => useChange(revokeKey, [keys.keys]);

export const useSessions = (person: string) =>
  useQuery({ queryKey: keys.sessionsOf(person), queryFn: ({ signal }) => fetchSessions(person, signal) });
export const useEndSession = () => useChange(endSession, [keys.sessions]);
export const useEndSessionsOf = () => useChange(endSessionsOf, [keys.sessions]);

export const useServiceAccounts = () =>
  useQuery({ queryKey: keys.serviceAccounts, queryFn: ({ signal }) => fetchServiceAccounts(signal) });
export const useHandOnServiceAccount = () => useSensitiveChange(handOnServiceAccountCall, [keys.serviceAccounts]);
export const useAddServiceAccount = () => useSensitiveChange(addServiceAccountCall, [keys.serviceAccounts]);
