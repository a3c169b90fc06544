import * as contracts from '#contracts';
import type { Route } from './route.js';

/** To look with somebody else's eyes, for administrators. */
export const VIEW_ROUTES: readonly Route[] = [
  {
    method: 'post',
    path: '/api/v1/view',
    summary: 'Look as somebody else: library, search and what would be cited, for half an hour',
    body: contracts.beginView,
    reply: contracts.runningView,
    status: 201,
  },
  { method: 'delete', path: '/api/v1/view', summary: 'Look with your own eyes again', status: 204 },
  {
    method: 'post',
    path: '/api/v1/view/citations',
    summary: 'What would be cited to the person who is looked as; answers nothing and records nothing',
    body: contracts.wouldCite,
    reply: contracts.wouldBeCited,
  },
];
