import {
  decisionRules,
  erasureCertificate,
  erasureList,
  erasurePreview,
  erasureView,
  holdList,
  holdView,
  replayResult,
  retentionList,
  retentionReport,
} from '#contracts';
import type { PlaceHold, PreviewErasure, RequestErasure, SetRetention } from '#contracts';
import { call, callFor, queryString } from './http.js';

const id = encodeURIComponent;

/** Lifted ones only with `all`; for administrators and auditors. */
export const fetchHolds = (which: 'standing' | 'all', signal?: AbortSignal) =>
  callFor(holdList, `/holds${queryString({ which })}`, { signal });
/** What it covers is not erased or disposed of from now on. */
export const placeHold = (body: PlaceHold) => callFor(holdView, '/holds', { method: 'POST', body });
/** It is kept, with the reason, among the lifted ones. */
export const liftHold = ({ hold, reason }: { hold: string; reason: string }) =>
  call(`/holds/${id(hold)}/lift`, { method: 'POST', body: { reason } });

/** Rules of records, decisions, then collections in sight, set by somebody or not; for administrators and auditors. */
export const fetchRetention = (signal?: AbortSignal) => callFor(retentionList, '/retention', { signal });
/** Changes the rule of one scope; what it makes due goes with a later run. @returns Every rule. */
export const setRetention = (body: SetRetention) => callFor(retentionList, '/retention', { method: 'PUT', body });
/** Disposes of what is due, up to 1,000 of each rule. @param dryRun Only tell what that would be. */
export const runRetention = (dryRun: boolean) =>
  callFor(retentionReport, '/retention/run', { method: 'POST', body: { dryRun } });

/** One page of erasures, done or waiting; for administrators and auditors. */
export const fetchErasures = (offset: number, limit: number, signal?: AbortSignal) =>
  callFor(erasureList, `/erasures${queryString({ offset, limit })}`, { signal });
/** What would go, and a hash of that for `requestErasure`. Nothing is changed; the look is an entry of the log. */
export const previewErasure = (body: PreviewErasure) =>
  callFor(erasurePreview, '/erasures/preview', { method: 'POST', body });
/**
 * Erased at once, or once another administrator approves it. @throws ApiError `erasure.plan_changed` where it is not
 * what was previewed any more.
 */
export const requestErasure = (body: RequestErasure) => callFor(erasureView, '/erasures', { method: 'POST', body });
/** Approval is another administrator's; a refusal may be one's own, and takes the request back. */
export const decideErasure = ({ erasure, how }: { erasure: string; how: 'approval' | 'refusal' }) =>
  callFor(erasureView, `/erasures/${id(erasure)}/${how}`, { method: 'POST' });
/** The certificate with all that proves it without the service. */
export const fetchCertificate = (erasure: string) =>
  callFor(erasureCertificate, `/erasures/${id(erasure)}/certificate`);

/** Answers the question of a record once more. @returns The same answer, or what differs. */
export const replayRecord = (record: string, signal: AbortSignal) =>
  callFor(replayResult, `/records/${id(record)}/replay`, { method: 'POST', signal });

/** Approvals that decisions need: of the service, and of collections in sight that ask for more than none. */
export const fetchDecisionRules = (signal?: AbortSignal) => callFor(decisionRules, '/decision-rules', { signal });
/**
 * For proposals from now on. @param collection Name or id. @param approvals Of people who neither own nor proposed it;
 * 0: any one judge will do.
 */
export const setDecisionRule = ({ collection, approvals }: { collection: string; approvals: number }) =>
  callFor(decisionRules, `/decision-rules/${id(collection)}`, { method: 'PUT', body: { approvals } });
