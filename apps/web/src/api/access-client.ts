import { accessReport, groupList, groupView, heldGrants, matterList, matterView, wallList, wallView } from '#contracts';
import type { AddMatter, BuildWall, ChangeGrant, ChangeMatter, ReportQuery } from '#contracts';
import { call, callFor, queryString } from './http.js';

/** In order of name, with their members; for administrators. */
export const fetchGroups = (signal?: AbortSignal) => callFor(groupList, '/groups', { signal });
/** @returns The new group, with nobody in it. @throws ApiError `group.exists` where the name is taken. */
export const addGroup = (name: string) => callFor(groupView, '/groups', { method: 'POST', body: { name } });
/** Its memberships and grants go, and its place in walls; what was asked and logged before stays. */
export const removeGroup = (id: string) => call(`/groups/${id}`, { method: 'DELETE' });
/** @param isMember True puts the person into the group, false takes them out; either changes nothing where it is so already. */
export const setMember = ({ group, person, isMember }: { group: string; person: string; isMember: boolean }) =>
  callFor(groupView, `/groups/${group}/members/${person}`, { method: isMember ? 'PUT' : 'DELETE' });

/** In order of number, without those that a wall bars the reader from; for every role. */
export const fetchMatters = (signal?: AbortSignal) => callFor(matterList, '/matters', { signal });
/** @throws ApiError `matter.exists` where the number is taken, also by a matter out of the reader's sight. */
export const addMatter = (body: AddMatter) => callFor(matterView, '/matters', { method: 'POST', body });
/** What is left out stays. Under a closed matter nothing new is put. */
export const changeMatter = ({ id, change }: { id: string; change: ChangeMatter }) =>
  callFor(matterView, `/matters/${id}`, { method: 'PATCH', body: change });

/** In order of name; for administrators. */
export const fetchWalls = (signal?: AbortSignal) => callFor(wallList, '/walls', { signal });
/** It holds at once, above every right. @throws ApiError `wall.exists` where the name is taken. */
export const buildWall = (body: BuildWall) => callFor(wallView, '/walls', { method: 'POST', body });
/** What it barred can be seen again by whoever has a right to it. */
export const liftWall = (id: string) => call(`/walls/${id}`, { method: 'DELETE' });

/** All that hold now, in order of the subjects' names; for administrators. */
export const fetchGrants = (signal?: AbortSignal) => callFor(heldGrants, '/grants', { signal });
/** Grant, deny, or (`none`) take back either, at once. */
export const changeGrant = (body: ChangeGrant) => call('/grants', { method: 'PUT', body });

/** Who could see one thing at one moment, for administrators and auditors. That it was asked for is an entry of the log. */
export const fetchReport = (query: ReportQuery) => callFor(accessReport, `/access/report${queryString(query)}`);
