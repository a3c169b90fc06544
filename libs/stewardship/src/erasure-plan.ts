import { canonicalJson, sha256Hex } from '#knowledge';

/** `records`: all those whose retention ran out, in one erasure. */
export type ErasureKind = 'document' | 'person' | 'decision' | 'records';

/** What an erasure would take, exactly. Two equal plans erase the same. */
export interface ErasurePlan {
  readonly kind: ErasureKind;
  readonly subject: string;
  /** Oldest first. */
  readonly revisions: readonly { readonly id: string; readonly sha256: string }[];
  readonly chunks: number;
  readonly bytes: number;
  /** In order of id. */
  readonly records: readonly { readonly id: string; readonly sha256: string }[];
  /** In order of id, each with the hash of its last step; absent where none goes. */
  readonly decisions?: readonly { readonly id: string; readonly sha256: string }[];
  readonly feedback: number;
  readonly conversations: number;
}

/** What somebody confirms who has seen a preview. */
export const planSha256 = (plan: ErasurePlan): string => sha256Hex(canonicalJson(plan));

/** What is proven of an erasure; its hash stands in the log. Salted, so that the hash tells nothing. */
export interface ErasureCertificate extends ErasurePlan {
  readonly format: 'chancery-erasure/1';
  readonly id: string;
  readonly salt: string;
  readonly cause: 'request' | 'retention';
  readonly reason: string;
  readonly requestedBy: string;
  readonly approvedBy: string | null;
  readonly at: string;
}
