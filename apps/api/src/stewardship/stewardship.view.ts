import type { ErasurePreviewView, ErasureView, HoldView, RetentionReportView } from '#contracts';
import type { Erasure, ErasurePreview, NamedHold, RetentionReport } from '#stewardship';

/** With counts of what it keeps; the last three are null while it stands. */
export const viewHold = (hold: NamedHold): HoldView => {
  const { id, kind, object, name, reason, placedBy, placedAt, liftedBy, liftedAt, liftReason } = hold;
  const { documents, records, decisions } = hold;
  return {
    ...{ id, kind, object, name, reason, documents, records, decisions },
    ...{ placedBy, placedAt: placedAt.toISOString() },
    ...{ liftedBy, liftedAt: liftedAt?.toISOString() ?? null, liftReason },
  };
};

/** Counts instead of ids, and the hash that a confirmation has to bring. */
export const viewPreview = ({
  revisions,
  records,
  decisions = [],
  decisionsLeft,
  planSha256,
  ...plan
}: ErasurePreview): ErasurePreviewView => ({
  ...plan,
  revisions: revisions.length,
  records: records.length,
  decisions: decisionsLeft,
  erasedDecisions: decisions.length,
  plan: planSha256,
});

/** Without the certificate, which has a route of its own. */
export const viewErasure = ({ requestedAt, doneAt, ...erasure }: Erasure): ErasureView => {
  const { id, kind, subject, cause, state, isParked, reason, requestedBy, approvedBy, logIndex } = erasure;
  return {
    ...{ id, kind, subject, cause, state, isParked, reason, requestedBy, approvedBy, logIndex },
    requestedAt: requestedAt.toISOString(),
    doneAt: doneAt?.toISOString() ?? null,
  };
};

/** What went, or would go in a dry run, and what could not. */
export const viewReport = ({ isDryRun, disposed, failed }: RetentionReport): RetentionReportView => ({
  isDryRun,
  disposed: disposed.map(({ since, ...each }) => ({ ...each, since: since.toISOString() })),
  failed: [...failed],
});
