import type { DocumentView } from '#contracts';

/** The failure that a password mends. */
const LOCKED = 'document.encrypted';

/** Whether its newest revision could not be read for want of a password. */
export const isLocked = ({ state, latest }: DocumentView): boolean =>
  state === 'failed' && latest.failure?.code === LOCKED;
