import { runningView, wouldBeCited } from '#contracts';
import type { BeginView, WouldCite } from '#contracts';
import { call, callFor } from './http.js';

export const beginView = (body: BeginView) => callFor(runningView, '/view', { method: 'POST', body });
export const endView = () => call('/view', { method: 'DELETE' });
export const fetchWouldBeCited = (body: WouldCite) =>
  callFor(wouldBeCited, '/view/citations', { method: 'POST', body });
