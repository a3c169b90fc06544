import * as contracts from '#contracts';
import type { Route } from './route.js';

/** Decisions, and what belongs to them. */
export const DECISION_ROUTES: readonly Route[] = [
  {
    method: 'get',
    path: '/api/v1/decisions',
    summary: 'Decisions in sight, last changed first',
    query: contracts.decisionQuery,
    reply: contracts.decisionList,
  },
  {
    method: 'post',
    path: '/api/v1/decisions',
    summary: 'Draft a decision that rests on recorded answers',
    body: contracts.createDecision,
    reply: contracts.decisionDetail,
    status: 201,
  },
  {
    method: 'get',
    path: '/api/v1/decisions/{id}',
    summary: 'One decision with its signed steps',
    reply: contracts.decisionDetail,
  },
  {
    method: 'patch',
    path: '/api/v1/decisions/{id}',
    summary: 'Change a draft',
    body: contracts.editDecision,
    reply: contracts.decisionDetail,
  },
  {
    method: 'post',
    path: '/api/v1/decisions/{id}/transitions',
    summary: 'Propose, approve, reject, withdraw, supersede, review or reopen a decision, or say what came of it',
    body: contracts.decisionTransition,
    reply: contracts.decisionDetail,
  },
  {
    method: 'get',
    path: '/api/v1/decisions/{id}/proof',
    summary: 'The steps of a decision, each with what proves it without the service',
    reply: contracts.decisionProof,
  },
  {
    method: 'get',
    path: '/api/v1/decision-rules',
    summary: 'How many approvals decisions need, of the service and of collections in sight',
    reply: contracts.decisionRules,
  },
  {
    method: 'put',
    path: '/api/v1/decision-rules/{collection}',
    summary: 'Say how many approvals decisions need that rest on a collection',
    body: contracts.decisionRule,
    reply: contracts.decisionRules,
  },
];
