import type { DocumentView } from '#contracts';

/** The failure that a password mends. */
const LOCKED = 'document.encrypted';

export const isLocked = ({ state, latest }: DocumentView): boolean =>
  state === 'failed' && latest.failure?.code === LOCKED;
