import type { Asked } from './ask-state.js';

const KEY = 'chancery.asking';

interface Kept {
  /** Id of who asked: what they were asking is for nobody who signs in here after them. */
  asker: string;
  asked: Asked;
}

/** Keep in this tab what is being asked, so that it outlives the page being loaded anew; null when it has come to its end. */
export function keepUnfinished(asker: string, asked: Asked | null): void {
  try {
    if (asked === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify({ asker, asked } satisfies Kept));
  } catch (error) {
    // Full, or switched off: then it is lost with the page, as everything is.
    console.warn('What is being asked could not be kept in this tab.', error);
  }
}

/** @returns What this person was asking here when the page was left; null for nothing. */
export function unfinishedOf(asker: string): Asked | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Kept | null;
    return kept?.asker === asker ? kept.asked : null;
  } catch {
    return null;
  }
}
