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

/** One page of those in sight, the last changed first; `total` counts all that match. */
export const fetchDecisions = (query: Partial<DecisionQuery>, signal?: AbortSignal) =>
  callFor(decisionList, `/decisions${queryString(query)}`, { signal });
/** With its steps, and what the reader may do with it next. */
export const fetchDecision = (decision: string, signal?: AbortSignal) =>
  callFor(decisionDetail, `/decisions/${id(decision)}`, { signal });
/** A draft, by the reader. @throws ApiError for answers, people or a matter that can't be named. */
export const createDecision = (body: Partial<CreateDecision>) =>
  callFor(decisionDetail, '/decisions', { method: 'POST', body });
/** For a draft; what is left out stays. Every edit is a step of its own. @throws ApiError where somebody else was quicker. */
export const editDecision = (decision: string, body: EditDecision) =>
  callFor(decisionDetail, `/decisions/${id(decision)}`, { method: 'PATCH', body });
/** Any step after the draft, signed as the reader's. @throws ApiError where it is not theirs to take, or not now. */
export const moveDecision = (decision: string, body: Partial<DecisionTransition>) =>
  callFor(decisionDetail, `/decisions/${id(decision)}/transitions`, { method: 'POST', body });
/** All that proves its steps without the service; that it was exported is an entry of the log. */
export const fetchDecisionProof = (decision: string) => callFor(decisionProof, `/decisions/${id(decision)}/proof`);

/** Decisions, answers and links around one, up to two steps from decision to decision. */
export const fetchGraph = (decision: string, signal?: AbortSignal) =>
  callFor(decisionGraph, `/decisions/${id(decision)}/graph`, { signal });
/** The five most like one, best first, without it. */
export const fetchSimilar = (decision: string, signal?: AbortSignal) =>
  callFor(precedentList, `/decisions/${id(decision)}/similar?limit=5`, { signal });
/** Up to twenty decisions that were made, best first. Scores are comparable within one list only. */
export const searchDecisions = (q: string, signal?: AbortSignal) =>
  callFor(precedentList, `/decisions/search${queryString({ q, limit: 20 })}`, { signal });
/** All that was asked and decided under a matter, oldest first; nothing for whom a wall bars from it. @param matter Its number. */
export const fetchTimeline = (matter: string, signal?: AbortSignal) =>
  callFor(timeline, `/decisions/timeline${queryString({ matter })}`, { signal });
/** @throws ApiError `decision_link.exists` or `decision_link.circular`; `decision_link.not_yours` for whom the decision does not name. */
export const linkDecision = (decision: string, body: LinkDecision) =>
  callFor(linkView, `/decisions/${id(decision)}/links`, { method: 'POST', body });
/** Withdraws the link, for whom the decision names or who made it; the log keeps that it was made. */
export const unlinkDecision = (decision: string, link: string) =>
  call(`/decisions/${id(decision)}/links/${id(link)}`, { method: 'DELETE' });

/** One page of answers and decisions whose sources changed: open ones first, then newest first. */
export const fetchAffected = (query: Partial<AffectedQuery>, signal?: AbortSignal) =>
  callFor(affectedList, `/affected${queryString(query)}`, { signal });
/** With the old words beside those that took their place; no words where the reader may not see the document. */
export const fetchAffectedItem = (item: string, signal?: AbortSignal) =>
  callFor(affectedDetail, `/affected/${id(item)}`, { signal });
/** It stands, is no matter, or the decision is open again. @throws ApiError where it is settled, or not the reader's to settle. */
export const settleAffected = (item: string, body: SettleDoubt) =>
  callFor(affectedDetail, `/affected/${id(item)}/settlement`, { method: 'POST', body });
/** How much waits for the reader, without what it is. */
export const fetchNotices = (signal?: AbortSignal) => callFor(notices, '/notices', { signal });
/** The names of those who may sign in, for every role: whom a decision may name. */
export const fetchColleagues = (signal?: AbortSignal) => callFor(colleagueList, '/colleagues', { signal });
