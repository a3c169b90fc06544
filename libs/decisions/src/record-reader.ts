import type { Principal, Visibility } from '#knowledge';

/** Whose records a person may read: their own, or all but for those that a wall or a denial keeps from them. */
export type RecordReader =
  | { readonly principal: Principal; readonly mayReadAll: false }
  | { readonly principal: Principal; readonly mayReadAll: true; readonly visibility: Visibility };
