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
];
