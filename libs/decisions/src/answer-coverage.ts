import { Injectable } from '@nestjs/common';
import type { AnswerTrace } from '#answering';
import { type Told, sayGap } from '#contracts';
import type { CoverageGap, Failure, RevisionCoverage, Visibility } from '#knowledge';
import { CoverageRepository, type PartlyReadDocument } from '#library';
import type { SearchScope } from '#retrieval';
import type { SealedCoverage } from './record-body.js';

/** How much of what was asked could be searched. */
export interface AnswerCoverage {
  readonly searched: number;
  readonly unreadable: number;
  readonly partly: { readonly documents: number; readonly listed: readonly PartlyReadDocument[] };
}

/** Documents that an answer names among those read in part, and stretches of pages of each gap. */
const MOST_LISTED = 10;
const MOST_RANGES = 10;
/** Below this confidence a reader should look at the original, in percent. */
const LOW_CONFIDENCE = 70;

/** Finds what was not read of the documents that an answer was looked for in. */
@Injectable()
export class CoverageOfAnswers {
  constructor(private readonly coverages: CoverageRepository) {}

  /** Documents behind the answer are listed first. */
  async take(visibility: Visibility, scope: SearchScope, { passages }: AnswerTrace): Promise<AnswerCoverage> {
    const { searched, unreadable, partly } = await scope.coverage;
    const behind = passages.map(({ documentId }) => documentId);
    const listed =
      partly === 0
        ? []
        : await this.coverages.partlyRead(visibility, scope.collectionIds, behind, {
            ...{ limit: MOST_LISTED, asOf: scope.asOf },
          });
    return { searched, unreadable, partly: { documents: partly, listed: listed.map(shortened) } };
  }

  /** What to know of the reading of the very revisions that an answer cites. */
  async warnings({ citations }: AnswerTrace): Promise<AnswerTrace['warnings']> {
    return warningsOfReading(
      citations,
      await this.coverages.ofRevisions(citations.map(({ revisionId }) => revisionId)),
    );
  }
}

const shortened = (document: PartlyReadDocument): PartlyReadDocument => ({
  ...document,
  gaps: document.gaps.map((gap) => ({ ...gap, pages: gap.pages.slice(0, MOST_RANGES) })),
});

/** Titles are left out: who reads a record later may not be allowed to know of all these documents. */
export const sealCoverage = ({ searched, unreadable, partly }: AnswerCoverage): SealedCoverage => ({
  searched,
  unreadable,
  partly: {
    documents: partly.documents,
    listed: partly.listed.map(({ documentId, revisionId, gaps }) => ({ documentId, revisionId, gaps })),
  },
});

type Cited = Pick<AnswerTrace['citations'][number], 'revisionId' | 'page' | 'title'>;

/** Cited sources of which text is missing, and cited pages that character recognition was unsure of. */
export function warningsOfReading(
  citations: readonly Cited[],
  coverages: ReadonlyMap<string, RevisionCoverage>,
): AnswerTrace['warnings'] {
  const partly = new Map<string, string>();
  const unsure = new Map<string, string>();
  for (const { revisionId, page, title } of citations) {
    const { gaps = [], recognised = [] } = coverages.get(revisionId) ?? {};
    const missing = gaps.filter(({ kind }) => kind === 'text');
    if (missing.length > 0) partly.set(`in “${title}” ${missing.map(said).join(', ')}`, title);
    const confidence = recognised.find(([number]) => number === page)?.[1];
    if (confidence !== undefined && confidence < LOW_CONFIDENCE)
      unsure.set(`page ${page} of “${title}” (${confidence} %)`, title);
  }
  return [
    ...(partly.size === 0
      ? []
      : [
          {
            code: 'answer.partly_read_sources',
            message: `The answer cites documents that were only read in part: ${[...partly.keys()].join('; ')}.`,
            particulars: { titles: linesOf(partly) },
          } satisfies Failure & Told<'answer.partly_read_sources'>,
        ]),
    ...(unsure.size === 0
      ? []
      : [
          {
            code: 'answer.unsure_recognition',
            message: `The answer quotes text that character recognition was unsure of: ${[...unsure.keys()].join(', ')}. Check it against the original.`,
            particulars: { titles: linesOf(unsure) },
          } satisfies Failure & Told<'answer.unsure_recognition'>,
        ]),
  ];
}

const linesOf = (titles: ReadonlyMap<string, string>): string => [...new Set(titles.values())].join('\n');

const said = ({ code, kind, count, pages }: CoverageGap): string =>
  sayGap({ code, kind, count, pages: pages.map(([first, last]) => [first, last]) });
