import {
  accessReport,
  groupList,
  groupView,
  heldGrants,
  matterList,
  matterView,
  personList,
  wallList,
  wallView,
} from '#contracts';
import type { AddMatter, BuildWall, ChangeGrant, ChangeMatter, ReportQuery } from '#contracts';
import { call, callFor, queryString } from './http.js';

export const fetchPeople = (signal?: AbortSignal) => callFor(personList, '/people', { signal });

export const fetchGroups = (signal?: AbortSignal) => callFor(groupList, '/groups', { signal });
export const addGroup = (name: string) => callFor(groupView, '/groups', { method: 'POST', body: { name } });
export const removeGroup = (id: string) => call(`/groups/${id}`, { method: 'DELETE' });
export const setMember = ({ group, person, isMember }: { group: string; person: string; isMember: boolean }) =>
  callFor(groupView, `/groups/${group}/members/${person}`, { method: isMember ? 'PUT' : 'DELETE' });

export const fetchMatters = (signal?: AbortSignal) => callFor(matterList, '/matters', { signal });
export const addMatter = (body: AddMatter) => callFor(matterView, '/matters', { method: 'POST', body });
export const changeMatter = ({ id, change }: { id: string; change: ChangeMatter }) =>
  callFor(matterView, `/matters/${id}`, { method: 'PATCH', body: change });

export const fetchWalls = (signal?: AbortSignal) => callFor(wallList, '/walls', { signal });
export const buildWall = (body: BuildWall) => callFor(wallView, '/walls', { method: 'POST', body });
export const liftWall = (id: string) => call(`/walls/${id}`, { method: 'DELETE' });

export const fetchGrants = (signal?: AbortSignal) => callFor(heldGrants, '/grants', { signal });
export const changeGrant = (body: ChangeGrant) => call('/grants', { method: 'PUT', body });

export const fetchReport = (query: ReportQuery) => callFor(accessReport, `/access/report${queryString(query)}`);
