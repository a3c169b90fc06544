/**
 * SQL: whether the revision `r` is current at a library change, or now where that is null.
 * @param change Placeholder of the change, such as `$2`.
 */
export const isCurrent = (change: string): string => `r.valid_from IS NOT NULL
  AND CASE WHEN ${change}::bigint IS NULL THEN r.valid_to IS NULL
    ELSE r.valid_from <= ${change} AND (r.valid_to IS NULL OR r.valid_to > ${change}) END`;
