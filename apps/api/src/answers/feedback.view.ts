import type { FeedbackItem, FeedbackView } from '#contracts';
import { type Feedback, type ListedFeedback, isCandidate } from '#decisions';

/** @param titles Of the documents that the reader may see, by id; a right source among the others is not told. */
export function viewFeedback(
  { id, recordId, by, at, verdict, reasons, comment, rightSource }: Feedback,
  titles: ReadonlyMap<string, string>,
): FeedbackView {
  const title = rightSource && titles.get(rightSource.documentId);
  return {
    ...{ id, record: recordId, by: { ...by }, at: at.toISOString(), verdict, reasons: [...reasons], comment },
    rightSource:
      rightSource && title !== undefined && title !== null
        ? {
            ...{ document: rightSource.documentId, revision: rightSource.revisionId, title, page: rightSource.page },
            span: rightSource.span && [rightSource.span[0], rightSource.span[1]],
          }
        : null,
  };
}

/**
 * Feedback away from its record, so with its question. @param titles Of the documents in it that the caller may see, by
 * id.
 */
export const viewListedFeedback = (feedback: ListedFeedback, titles: ReadonlyMap<string, string>): FeedbackItem => ({
  ...viewFeedback(feedback, titles),
  ...{ question: feedback.question, outcome: feedback.outcome, goldenQuestion: feedback.goldenQuestionId },
  isCandidate: isCandidate(feedback, feedback.outcome),
});
