import * as contracts from '#contracts';
import type { Route } from './route.js';

/** How the service is. */
export const SERVICE_ROUTES: readonly Route[] = [
  { method: 'get', path: '/api/v1/status', summary: 'How the service is', reply: contracts.statusView },
  { method: 'get', path: '/api/v1/doctor', summary: 'What is wrong and what to do', reply: contracts.doctorView },
  { method: 'get', path: '/health/live', summary: 'The process runs', isOpen: true },
  { method: 'get', path: '/health/ready', summary: 'Questions can be answered', isOpen: true },
  { method: 'get', path: '/metrics', summary: 'Prometheus metrics' },
];
