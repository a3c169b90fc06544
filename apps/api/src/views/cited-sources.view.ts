import type { CitedSource } from '#contracts';
import type { RevisionPresent } from '#library';

interface Cited {
  readonly revisionId: string;
  readonly documentId: string;
}

/** Each cited revision once, in order of first use, as it stands today for this reader. */
export function viewCitedSources(
  citations: readonly Cited[],
  present: ReadonlyMap<string, RevisionPresent>,
): CitedSource[] {
  const first = new Map(citations.map(({ revisionId, documentId }) => [revisionId, documentId]));
  return [...first].map(([revision, document]) => {
    const now = present.get(revision);
    const there = now?.presentRevisionId ? { revision: now.presentRevisionId, number: now.presentNumber! } : null;
    return { revision, document, state: stateOf(now), present: there };
  });
}

function stateOf(now: RevisionPresent | undefined): CitedSource['state'] {
  if (!now) return 'hidden';
  if (now.isRemoved) return 'removed';
  return now.isSuperseded ? 'superseded' : 'current';
}
