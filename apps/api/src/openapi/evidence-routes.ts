import type { Route } from './route.js';

/** They answer with ZIP files, and so without a schema. */
export const EVIDENCE_ROUTES: readonly Route[] = [
  {
    method: 'get',
    path: '/api/v1/decisions/{id}/evidence',
    summary: 'A ZIP with a decision, its answers, their sources and proofs, to be checked without the service',
  },
  {
    method: 'get',
    path: '/api/v1/records/{id}/evidence',
    summary: 'The same for one recorded answer',
  },
];
