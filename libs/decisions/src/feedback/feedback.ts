import type { FeedbackReason, FeedbackVerdict } from '#contracts';
import { canonicalJson, sha256Hex } from '#knowledge';

/** Where an answer should have come from. */
export interface RightSource {
  readonly documentId: string;
  readonly revisionId: string;
  /** From 1; null when only the document is named. */
  readonly page: number | null;
  /** In the revision's stored text. */
  readonly span: readonly [number, number] | null;
}

/** What a person says of an answer. */
export interface Opinion {
  readonly verdict: FeedbackVerdict;
  readonly reasons: readonly FeedbackReason[];
  readonly comment: string;
  readonly rightSource: RightSource | null;
}

/** An opinion as it stands beside a record. */
export interface Feedback extends Opinion {
  readonly id: string;
  readonly recordId: string;
  readonly by: { readonly id: string; readonly name: string };
  readonly at: Date;
}

/** Whether feedback says what a right answer rests on: it names the source, or finds an answer right that has citations. */
export function isCandidate({ verdict, rightSource }: Opinion, outcome: 'answered' | 'refused'): boolean {
  return rightSource !== null || (verdict === 'up' && outcome === 'answered');
}

/**
 * The log entry of an opinion, which holds the hash of what was said and none of its words.
 * @param opinion null when it is withdrawn.
 * @param salt null in feedback from before it was salted.
 */
export function feedbackEvent(
  actor: string,
  record: string,
  feedback: string,
  opinion: Opinion | null,
  salt: string | null,
) {
  const sha256 = opinion && sha256Hex(canonicalJson(salt === null ? opinion : { ...opinion, salt }));
  const kind = opinion ? ('feedback.given' as const) : ('feedback.withdrawn' as const);
  return { kind, actor, subject: { record, feedback, sha256 } };
}
