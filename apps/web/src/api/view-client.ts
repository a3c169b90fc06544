import { runningView, wouldBeCited } from '#contracts';
import type { WouldCite } from '#contracts';
import { call, callFor } from './http.js';

export const beginView = (person: string) => callFor(runningView, '/view', { method: 'POST', body: { person } });
export const endView = () => call('/view', { method: 'DELETE' });
export const fetchWouldBeCited = (body: WouldCite) =>
  callFor(wouldBeCited, '/view/citations', { method: 'POST', body });
