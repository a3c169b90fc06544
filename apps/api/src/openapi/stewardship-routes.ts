import * as contracts from '#contracts';
import type { Route } from './route.js';

/** Routes about what is kept, for how long, and how it is made unreadable. */
export const STEWARDSHIP_ROUTES: readonly Route[] = [
  {
    method: 'get',
    path: '/api/v1/vault',
    summary: 'What records and original files are encrypted under',
    reply: contracts.vaultStatus,
  },
  {
    method: 'post',
    path: '/api/v1/vault/rotation',
    summary: 'Encrypt every data key anew, under a new key',
    reply: contracts.vaultRotation,
  },
  {
    method: 'get',
    path: '/api/v1/holds',
    summary: 'Legal holds, newest first',
    query: contracts.holdQuery,
    reply: contracts.holdList,
  },
  {
    method: 'post',
    path: '/api/v1/holds',
    summary: 'Keep something from being deleted on whatever way',
    body: contracts.placeHold,
    reply: contracts.holdView,
    status: 201,
  },
  {
    method: 'post',
    path: '/api/v1/holds/{id}/lift',
    summary: 'Lift a hold, with a reason',
    body: contracts.liftHold,
    status: 204,
  },
  {
    method: 'get',
    path: '/api/v1/retention',
    summary: 'How long documents and records are kept',
    reply: contracts.retentionList,
  },
  {
    method: 'put',
    path: '/api/v1/retention',
    summary: 'Set how long a collection, or the records, are kept',
    body: contracts.setRetention,
    reply: contracts.retentionList,
  },
  {
    method: 'post',
    path: '/api/v1/retention/run',
    summary: 'Dispose of what is due, or only list it',
    body: contracts.runRetention,
    reply: contracts.retentionReport,
  },
  {
    method: 'get',
    path: '/api/v1/erasures',
    summary: 'Erasures, newest first',
    query: contracts.erasureQuery,
    reply: contracts.erasureList,
  },
  {
    method: 'post',
    path: '/api/v1/erasures/preview',
    summary: 'What an erasure would take; changes nothing',
    body: contracts.previewErasure,
    reply: contracts.erasurePreview,
  },
  {
    method: 'post',
    path: '/api/v1/erasures',
    summary: 'Confirm a preview: erase a document, or what belongs to a person',
    body: contracts.requestErasure,
    reply: contracts.erasureView,
    status: 201,
  },
  { method: 'get', path: '/api/v1/erasures/{id}', summary: 'One erasure', reply: contracts.erasureView },
  {
    method: 'post',
    path: '/api/v1/erasures/{id}/approval',
    summary: "Approve another administrator's erasure",
    reply: contracts.erasureView,
  },
  {
    method: 'post',
    path: '/api/v1/erasures/{id}/refusal',
    summary: 'Decline an erasure that waits',
    reply: contracts.erasureView,
  },
  {
    method: 'get',
    path: '/api/v1/erasures/{id}/certificate',
    summary: 'The certificate of an erasure, with its proof',
    reply: contracts.erasureCertificate,
  },
  {
    method: 'post',
    path: '/api/v1/records/{id}/replay',
    summary: 'Answer a recorded question once more and compare',
    reply: contracts.replayResult,
  },
];
