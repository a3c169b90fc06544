import { randomUUID } from 'node:crypto';
import type { RecordBody } from '../record-body.js';
import type { ReliedOnEntity } from './relied-on.entity.js';

/**
 * The spans that an answer rests on: what it cites, and what else it may have taken something from, by the same rule as
 * `documentsBehind`. Citations without a place (of records that hold none) are left out.
 */
export function reliedOn({ id, asked, passages, trace }: RecordBody): ReliedOnEntity[] {
  const { outcome, mode, citations, steps } = trace;
  // An answer as of a day in the past is about that day, whatever changes after.
  const isOfNow = !asked.asOf;
  const tellsAll = outcome === 'refused' || (steps?.length ?? 1) > 1;
  const cited = citations.flatMap(({ documentId, revisionId, span, page }) =>
    isPlace(revisionId, span)
      ? [place(isOfNow ? 'cited' : 'read', documentId, revisionId, [span.start, span.end], page)]
      : [],
  );
  const read = passages
    .filter(({ promptNumber }) => tellsAll || (mode === 'generated' && promptNumber !== null))
    .map((passage) => place('read', passage.documentId, passage.revisionId, passage.span, passage.page));
  return [...cited, ...read].map((each) => ({ ...each, id: randomUUID(), holderKind: 'record', holderId: id }));
}

/** Records of tests and of long ago hold citations without a place. */
const isPlace = (revisionId: string | undefined, span: { start: number; end: number } | undefined): boolean =>
  revisionId !== undefined && span !== undefined;

const place = (
  role: ReliedOnEntity['role'],
  documentId: string,
  revisionId: string,
  [start, end]: readonly [number, number],
  page: number,
) => ({ role, linkId: null, documentId, revisionId, start, end, page: page ?? 1, heldAgainst: revisionId });
