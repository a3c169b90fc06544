import type { CoverageGapView, PartlyRead, RevisionCoverageView } from '#contracts';
import type { CoverageGap, PageRange, RevisionCoverage } from '#knowledge';

/** Confidences of recognised pages go out as they are kept: pairs of page and percent. */
export const viewCoverage = (coverage: RevisionCoverage): RevisionCoverageView => ({
  ...coverage,
  gaps: coverage.gaps.map(viewGap),
  recognised: coverage.recognised.map(([page, confidence]) => [page, confidence]),
});

const viewGap = ({ pages, ...gap }: CoverageGap): CoverageGapView => ({
  ...gap,
  pages: pages.map(([first, last]: PageRange) => [first, last]),
});

interface Listed {
  readonly documentId: string;
  readonly revisionId: string;
  readonly gaps: readonly CoverageGap[];
}

/** @param titleOf Null for a document that is not to be named. */
export const viewPartly = <Each extends Listed>(
  { documents, listed }: { readonly documents: number; readonly listed: readonly Each[] },
  titleOf: (each: Each) => string | null,
): PartlyRead => ({
  documents,
  listed: listed.flatMap((each) => {
    const title = titleOf(each);
    if (title === null) return [];
    return { document: each.documentId, revision: each.revisionId, title, gaps: each.gaps.map(viewGap) };
  }),
});
