import * as contracts from '#contracts';
import type { Route } from './route.js';

const USER = '/scim/v2/Users/{id}';
const GROUP = '/scim/v2/Groups/{id}';

/** SCIM 2.0, for keys of the scope `scim` alone. */
export const SCIM_ROUTES: readonly Route[] = [
  {
    method: 'get',
    path: '/scim/v2/ServiceProviderConfig',
    summary: 'SCIM: what is supported',
    reply: contracts.scimResource,
  },
  { method: 'get', path: '/scim/v2/ResourceTypes', summary: 'SCIM: users and groups', reply: contracts.scimResource },
  { method: 'get', path: '/scim/v2/Schemas', summary: 'SCIM: what is kept of either', reply: contracts.scimResource },
  {
    method: 'get',
    path: '/scim/v2/Schemas/{name}',
    summary: 'SCIM: one schema, by its URN',
    reply: contracts.scimResource,
  },
  {
    method: 'get',
    path: '/scim/v2/Users',
    summary: 'SCIM: people; filters of the form userName eq "…"',
    query: contracts.scimQuery,
    reply: contracts.scimResource,
  },
  {
    method: 'post',
    path: '/scim/v2/Users',
    summary: 'SCIM: add a person, as a reader',
    body: contracts.scimUser,
    reply: contracts.scimResource,
    status: 201,
  },
  { method: 'get', path: USER, summary: 'SCIM: one person', reply: contracts.scimResource },
  {
    method: 'put',
    path: USER,
    summary: 'SCIM: change a person; inactive is suspended',
    body: contracts.scimUser,
    reply: contracts.scimResource,
  },
  {
    method: 'patch',
    path: USER,
    summary: 'SCIM: change parts of a person',
    body: contracts.scimPatch,
    reply: contracts.scimResource,
  },
  { method: 'delete', path: USER, summary: 'SCIM: suspend a person; nobody is deleted', status: 204 },
  {
    method: 'get',
    path: '/scim/v2/Groups',
    summary: 'SCIM: groups that a directory keeps; filters of the form displayName eq "…"',
    query: contracts.scimGroupQuery,
    reply: contracts.scimResource,
  },
  {
    method: 'post',
    path: '/scim/v2/Groups',
    summary: 'SCIM: add a group',
    body: contracts.scimGroup,
    reply: contracts.scimResource,
    status: 201,
  },
  { method: 'get', path: GROUP, summary: 'SCIM: one group', reply: contracts.scimResource },
  {
    method: 'put',
    path: GROUP,
    summary: 'SCIM: say anew what a group is called and who is in it',
    body: contracts.scimGroup,
    reply: contracts.scimResource,
  },
  {
    method: 'patch',
    path: GROUP,
    summary: 'SCIM: add, remove or replace members, rename',
    body: contracts.scimPatch,
    reply: contracts.scimResource,
  },
  { method: 'delete', path: GROUP, summary: 'SCIM: remove a group with its grants', status: 204 },
];
