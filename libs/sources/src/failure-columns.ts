import type { Failure } from '#knowledge';

/** The columns in which a failure is kept; nulls where there is none. */
export const columnsOf = (failure: Failure | undefined) => ({
  failureCode: failure?.code ?? null,
  failureMessage: failure?.message ?? null,
  failureParticulars: failure?.particulars ? { ...failure.particulars } : null,
});
