import { randomBytes } from 'node:crypto';
import { type LogEvent } from '#audit';
import { canonicalJson, sha256Hex } from '#knowledge';

/** Why a cited revision no longer carries what rests on it. */
export type DoubtCause = 'superseded' | 'removed' | 'expired';

/** What became of it: kept by a person, or settled by a later change of the document. */
export type DoubtState = 'open' | 'stands' | 'dismissed' | 'reopened' | 'resolved' | 'overtaken';

/** An answer or a decision that rests on words which a document no longer says. */
export interface Doubt {
  readonly id: string;
  readonly targetKind: 'record' | 'decision';
  readonly targetId: string;
  readonly documentId: string;
  /** The revision that was cited. */
  readonly revisionId: string;
  readonly cause: DoubtCause;
  /** The revision that took its place; null where it was removed or expired. */
  readonly byRevisionId: string | null;
  /** The cited spans that are not there any more, half-open, in order. */
  readonly spans: readonly (readonly [number, number])[];
  readonly foundAt: Date;
  readonly logIndex: number;
  readonly state: DoubtState;
  readonly settledAt: Date | null;
  readonly settledBy: { readonly id: string; readonly name: string } | null;
  /** Empty unless a person settled it. */
  readonly reason: string;
}

type Raised = Pick<Doubt, 'id' | 'targetKind' | 'targetId' | 'documentId' | 'revisionId' | 'cause' | 'byRevisionId'>;

/** The log entry of a finding. */
export const raisedEvent = (doubt: Raised & { readonly spans: Doubt['spans'] }): LogEvent => ({
  kind: 'doubt.raised',
  actor: 'system',
  subject: {
    doubt: doubt.id,
    [doubt.targetKind]: doubt.targetId,
    document: doubt.documentId,
    revision: doubt.revisionId,
    cause: doubt.cause,
    byRevision: doubt.byRevisionId,
    spans: doubt.spans.map((span) => span.join('-')).join(','),
  },
});

/**
 * The log entry of what became of it.
 * @param text Why, as {@link saltedReason} writes it; empty where a later change settled it, as it is in items from before.
 * @param actor User id, or `system` where a later change settled it.
 */
export const settledEvent = (id: string, state: DoubtState, text: string, actor: string): LogEvent => ({
  kind: 'doubt.settled',
  actor,
  subject: { doubt: id, state, reasonSha256: sha256Hex(text) },
});

/** Reasons are salted since format 2, so that nobody can guess a short one from its hash in the log. */
export const SETTLEMENT_FORMAT = 2;

/** The text that is hashed and kept of a reason. */
export const saltedReason = (reason: string): string =>
  canonicalJson({ reason, salt: randomBytes(32).toString('hex') });

/** The reason in a text that was kept; empty where nothing was. @param format In which it was. */
export const reasonIn = (text: string, format: number): string =>
  format < SETTLEMENT_FORMAT || text === '' ? text : (JSON.parse(text) as { reason: string }).reason;
