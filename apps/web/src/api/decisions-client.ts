import {
  affectedDetail,
  affectedList,
  colleagueList,
  decisionDetail,
  decisionGraph,
  decisionList,
  decisionProof,
  linkView,
  notices,
  precedentList,
  timeline,
} from '#contracts';
import type {
  AffectedQuery,
  CreateDecision,
  DecisionQuery,
  DecisionTransition,
  EditDecision,
  LinkDecision,
  SettleDoubt,
} from '#contracts';
import { call, callFor, queryString } from './http.js';

const id = encodeURIComponent;

export const fetchDecisions = (query: Partial<DecisionQuery>, signal?: AbortSignal) =>
  callFor(decisionList, `/decisions${queryString(query)}`, { signal });
export const fetchDecision = (decision: string, signal?: AbortSignal) =>
  callFor(decisionDetail, `/decisions/${id(decision)}`, { signal });
export const createDecision = (body: Partial<CreateDecision>) =>
  callFor(decisionDetail, '/decisions', { method: 'POST', body });
export const editDecision = (decision: string, body: EditDecision) =>
  callFor(decisionDetail, `/decisions/${id(decision)}`, { method: 'PATCH', body });
export const moveDecision = (decision: string, body: Partial<DecisionTransition>) =>
  callFor(decisionDetail, `/decisions/${id(decision)}/transitions`, { method: 'POST', body });
export const fetchDecisionProof = (decision: string) => callFor(decisionProof, `/decisions/${id(decision)}/proof`);

export const fetchGraph = (decision: string, signal?: AbortSignal) =>
  callFor(decisionGraph, `/decisions/${id(decision)}/graph`, { signal });
export const fetchSimilar = (decision: string, signal?: AbortSignal) =>
  callFor(precedentList, `/decisions/${id(decision)}/similar?limit=5`, { signal });
export const searchDecisions = (q: string, signal?: AbortSignal) =>
  callFor(precedentList, `/decisions/search${queryString({ q, limit: 20 })}`, { signal });
export const fetchTimeline = (matter: string, signal?: AbortSignal) =>
  callFor(timeline, `/decisions/timeline${queryString({ matter })}`, { signal });
export const linkDecision = (decision: string, body: LinkDecision) =>
  callFor(linkView, `/decisions/${id(decision)}/links`, { method: 'POST', body });
export const unlinkDecision = (decision: string, link: string) =>
  call(`/decisions/${id(decision)}/links/${id(link)}`, { method: 'DELETE' });

export const fetchAffected = (query: Partial<AffectedQuery>, signal?: AbortSignal) =>
  callFor(affectedList, `/affected${queryString(query)}`, { signal });
export const fetchAffectedItem = (item: string, signal?: AbortSignal) =>
  callFor(affectedDetail, `/affected/${id(item)}`, { signal });
export const settleAffected = (item: string, body: SettleDoubt) =>
  callFor(affectedDetail, `/affected/${id(item)}/settlement`, { method: 'POST', body });
export const fetchNotices = (signal?: AbortSignal) => callFor(notices, '/notices', { signal });
export const fetchColleagues = (signal?: AbortSignal) => callFor(colleagueList, '/colleagues', { signal });
