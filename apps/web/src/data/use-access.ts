import { useQuery } from '@tanstack/react-query';
import * as client from '../api/access-client.js';
import { useSensitiveChange } from './use-sensitive-change.js';
import { useTelling } from './use-telling.js';

const ACCESS = ['access'] as const;
const named = (name: string) => [...ACCESS, name] as const;

/** Groups with their members. */
export const useGroups = () =>
  useQuery({ queryKey: named('groups'), queryFn: ({ signal }) => client.fetchGroups(signal) });
/** Matters that the reader is not barred from, for every role: pages that only offer them use it, too. */
export const useMatters = () =>
  useQuery({ queryKey: named('matters'), queryFn: ({ signal }) => client.fetchMatters(signal) });
/** Walls with whom they bar from what. */
export const useWalls = () =>
  useQuery({ queryKey: named('walls'), queryFn: ({ signal }) => client.fetchWalls(signal) });
/** All grants and denials that hold now. */
export const useGrants = () =>
  useQuery({ queryKey: named('grants'), queryFn: ({ signal }) => client.fetchGrants(signal) });

/** As all changes of rights: asks for a fresh sign-in where the last was long ago; all lists of rights are fetched anew. */
export const useAddGroup = () => useSensitiveChange(client.addGroup, [ACCESS]);
/** Takes an id; walls and grants that named the group are fetched anew with the rest. */
export const useRemoveGroup = () => useSensitiveChange(client.removeGroup, [ACCESS]);
/** Puts one person into a group or takes one out. */
export const useSetMember = () => useSensitiveChange(client.setMember, [ACCESS]);
/** After a fresh sign-in where the last was long ago; matters are fetched anew wherever they are offered. */
export const useAddMatter = () => useSensitiveChange(client.addMatter, [ACCESS]);
/** Rename, renumber, close or open again. */
export const useChangeMatter = () => useSensitiveChange(client.changeMatter, [ACCESS]);
/** After a fresh sign-in where the last was long ago. What other lists hold of what it bars stays until they are fetched again. */
export const useBuildWall = () => useSensitiveChange(client.buildWall, [ACCESS]);
/** Takes an id. After a fresh sign-in where the last was long ago. */
export const useLiftWall = () => useSensitiveChange(client.liftWall, [ACCESS]);
/** Grants, denies or takes back. After a fresh sign-in where the last was long ago. */
export const useChangeGrant = () => useSensitiveChange(client.changeGrant, [ACCESS]);
/** A report is entered in the log, so it is made when somebody asks for it and not again by itself. */
export const useReport = () => useTelling({ mutationFn: client.fetchReport });
