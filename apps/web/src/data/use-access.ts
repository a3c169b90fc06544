import { useQuery } from '@tanstack/react-query';
import * as client from '../api/access-client.js';
import { useSensitiveChange } from './use-sensitive-change.js';
import { useTelling } from './use-telling.js';

const ACCESS = ['access'] as const;
const named = (name: string) => [...ACCESS, name] as const;

export const usePeople = () =>
  useQuery({ queryKey: named('people'), queryFn: ({ signal }) => client.fetchPeople(signal) });
export const useGroups = () =>
  useQuery({ queryKey: named('groups'), queryFn: ({ signal }) => client.fetchGroups(signal) });
export const useMatters = () =>
  useQuery({ queryKey: named('matters'), queryFn: ({ signal }) => client.fetchMatters(signal) });
export const useWalls = () =>
  useQuery({ queryKey: named('walls'), queryFn: ({ signal }) => client.fetchWalls(signal) });
export const useGrants = () =>
  useQuery({ queryKey: named('grants'), queryFn: ({ signal }) => client.fetchGrants(signal) });

export const useAddGroup = () => useSensitiveChange(client.addGroup, [ACCESS]);
export const useRemoveGroup = () => useSensitiveChange(client.removeGroup, [ACCESS]);
export const useSetMember = () => useSensitiveChange(client.setMember, [ACCESS]);
export const useAddMatter = () => useSensitiveChange(client.addMatter, [ACCESS]);
export const useChangeMatter = () => useSensitiveChange(client.changeMatter, [ACCESS]);
export const useBuildWall = () => useSensitiveChange(client.buildWall, [ACCESS]);
export const useLiftWall = () => useSensitiveChange(client.liftWall, [ACCESS]);
export const useChangeGrant = () => useSensitiveChange(client.changeGrant, [ACCESS]);
/** A report is entered in the log, so it is made when somebody asks for it and not again by itself. */
export const useReport = () => useTelling({ mutationFn: client.fetchReport });
