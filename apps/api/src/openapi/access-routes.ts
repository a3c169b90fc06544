import * as contracts from '#contracts';
import type { Route } from './route.js';

/** Groups, matters, walls, grants, and who could see what. */
export const ACCESS_ROUTES: readonly Route[] = [
  { method: 'get', path: '/api/v1/groups', summary: 'Groups of people', reply: contracts.groupList },
  {
    ...{ method: 'post', path: '/api/v1/groups', summary: 'Add a group' },
    ...{ body: contracts.nameGroup, reply: contracts.groupView, status: 201 },
  },
  { method: 'get', path: '/api/v1/groups/{id}', summary: 'One group', reply: contracts.groupView },
  {
    ...{ method: 'patch', path: '/api/v1/groups/{id}', summary: 'Rename a group' },
    ...{ body: contracts.nameGroup, reply: contracts.groupView },
  },
  { method: 'delete', path: '/api/v1/groups/{id}', summary: 'Remove a group with its grants', status: 204 },
  {
    ...{ method: 'put', path: '/api/v1/groups/{id}/members/{person}', summary: 'Put somebody into a group' },
    reply: contracts.groupView,
  },
  {
    ...{ method: 'delete', path: '/api/v1/groups/{id}/members/{person}', summary: 'Take somebody out of a group' },
    reply: contracts.groupView,
  },
  {
    ...{ method: 'get', path: '/api/v1/matters', summary: 'Matters that one is not barred from' },
    reply: contracts.matterList,
  },
  {
    ...{ method: 'post', path: '/api/v1/matters', summary: 'Add a matter' },
    ...{ body: contracts.addMatter, reply: contracts.matterView, status: 201 },
  },
  { method: 'get', path: '/api/v1/matters/{id}', summary: 'One matter', reply: contracts.matterView },
  {
    ...{ method: 'patch', path: '/api/v1/matters/{id}', summary: 'Rename, close or open a matter' },
    ...{ body: contracts.changeMatter, reply: contracts.matterView },
  },
  { method: 'get', path: '/api/v1/walls', summary: 'Ethical walls that stand', reply: contracts.wallList },
  {
    ...{ method: 'post', path: '/api/v1/walls', summary: 'Build a wall' },
    ...{ body: contracts.buildWall, reply: contracts.wallView, status: 201 },
  },
  { method: 'get', path: '/api/v1/walls/{id}', summary: 'One wall', reply: contracts.wallView },
  {
    ...{ method: 'patch', path: '/api/v1/walls/{id}', summary: 'Change whom and what a wall keeps apart' },
    ...{ body: contracts.changeWall, reply: contracts.wallView },
  },
  { method: 'delete', path: '/api/v1/walls/{id}', summary: 'Lift a wall', status: 204 },
  {
    ...{ method: 'get', path: '/api/v1/grants', summary: 'Grants and denials that hold' },
    ...{ query: contracts.grantQuery, reply: contracts.heldGrants },
  },
  {
    ...{ method: 'put', path: '/api/v1/grants', summary: 'Grant, deny, or take back' },
    ...{ body: contracts.changeGrant, status: 204 },
  },
  {
    ...{
      method: 'get',
      path: '/api/v1/access/report',
      summary: 'Who could see a matter, collection or document, and why',
    },
    ...{ query: contracts.reportQuery, reply: contracts.accessReport },
  },
  {
    ...{
      method: 'post',
      path: '/api/v1/access/self-test',
      summary: 'Look for canary documents by every way of reading',
    },
    ...{ reply: contracts.selfTestView },
  },
  {
    ...{ method: 'patch', path: '/api/v1/documents/{id}', summary: 'Put a document under a matter' },
    ...{ body: contracts.changeDocument, reply: contracts.documentDetail },
  },
];
