import type { CitedSource } from '#contracts';
import type { RevisionPresent } from '#library';

interface Cited {
  readonly revisionId: string;
  readonly documentId: string;
}

/**
 * Each cited revision once, in order of first use, as it stands today for this reader.
 * @param erased Certificates by document id.
 */
export function viewCitedSources(
  citations: readonly Cited[],
  present: ReadonlyMap<string, RevisionPresent>,
  erased: ReadonlyMap<string, string>,
): CitedSource[] {
  const first = new Map(citations.map(({ revisionId, documentId }) => [revisionId, documentId]));
  return [...first].map(([revision, document]) => {
    const now = present.get(revision);
    const there = now?.presentRevisionId ? { revision: now.presentRevisionId, number: now.presentNumber! } : null;
    const certificate = erased.get(document) ?? null;
    const state = certificate === null ? stateOf(now) : 'erased';
    return { revision, document, state, present: there, certificate };
  });
}

function stateOf(now: RevisionPresent | undefined): CitedSource['state'] {
  if (!now) return 'hidden';
  if (now.isRemoved) return 'removed';
  return now.isSuperseded ? 'superseded' : 'current';
}
