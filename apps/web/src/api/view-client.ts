import { runningView, wouldBeCited } from '#contracts';
import type { BeginView, WouldCite } from '#contracts';
import { call, callFor } from './http.js';

/** Look with somebody else's eyes until the view ends by itself or `endView`; both are entries of the log. */
export const beginView = (body: BeginView) => callFor(runningView, '/view', { method: 'POST', body });
/** Back to one's own eyes. */
export const endView = () => call('/view', { method: 'DELETE' });
/** Within a view only: what an answer to that person would be drawn from. No model is asked, and no record is kept. */
export const fetchWouldBeCited = (body: WouldCite) =>
  callFor(wouldBeCited, '/view/citations', { method: 'POST', body });
