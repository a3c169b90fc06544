import type { Attention, CitationView } from '#contracts';
import { useEffect, useMemo, useState } from 'react';
import { ReadingWatch } from './reading-watch.js';

/** What is kept of a reader's care with one decision. */
export interface MeasuredAttention {
  citationOpened: (citation: CitationView) => void;
  /** How much care was taken so far: what the service is told when the reader signs. */
  measure: () => Attention;
}

/** Measures how long a decision was before the reader and which of its citations they opened. */
export function useAttention(decision: string): MeasuredAttention {
  const [watch] = useState(() => new ReadingWatch(`attention:${decision}`));
  useEffect(() => watch.run(), [watch]);
  return useMemo(
    () => ({
      citationOpened: ({ revision, span }) => watch.opened(`${revision}:${span.join('-')}`),
      measure: () => watch.measure(),
    }),
    [watch],
  );
}
