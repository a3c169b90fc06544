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

export const fetchHolds = (which: 'standing' | 'all', signal?: AbortSignal) =>
  callFor(holdList, `/holds${queryString({ which })}`, { signal });
export const placeHold = (body: PlaceHold) => callFor(holdView, '/holds', { method: 'POST', body });
export const liftHold = ({ hold, reason }: { hold: string; reason: string }) =>
  call(`/holds/${id(hold)}/lift`, { method: 'POST', body: { reason } });

export const fetchRetention = (signal?: AbortSignal) => callFor(retentionList, '/retention', { signal });
export const setRetention = (body: SetRetention) => callFor(retentionList, '/retention', { method: 'PUT', body });
export const runRetention = (dryRun: boolean) =>
  callFor(retentionReport, '/retention/run', { method: 'POST', body: { dryRun } });

export const fetchErasures = (offset: number, limit: number, signal?: AbortSignal) =>
  callFor(erasureList, `/erasures${queryString({ offset, limit })}`, { signal });
export const previewErasure = (body: PreviewErasure) =>
  callFor(erasurePreview, '/erasures/preview', { method: 'POST', body });
export const requestErasure = (body: RequestErasure) => callFor(erasureView, '/erasures', { method: 'POST', body });
export const decideErasure = ({ erasure, how }: { erasure: string; how: 'approval' | 'refusal' }) =>
  callFor(erasureView, `/erasures/${id(erasure)}/${how}`, { method: 'POST' });
export const fetchCertificate = (erasure: string) =>
  callFor(erasureCertificate, `/erasures/${id(erasure)}/certificate`);

export const replayRecord = (record: string, signal: AbortSignal) =>
  callFor(replayResult, `/records/${id(record)}/replay`, { method: 'POST', signal });

export const fetchDecisionRules = (signal?: AbortSignal) => callFor(decisionRules, '/decision-rules', { signal });
export const setDecisionRule = ({ collection, approvals }: { collection: string; approvals: number }) =>
  callFor(decisionRules, `/decision-rules/${id(collection)}`, { method: 'PUT', body: { approvals } });
