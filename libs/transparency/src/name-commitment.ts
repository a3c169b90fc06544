import { canonicalJson, sha256Hex } from '#knowledge';

/** What shows whose name a commitment stands for, to anybody who has the signed text. */
export interface NameOpening {
  readonly person: string;
  readonly name: string;
  /** 32 bytes, hexadecimal. */
  readonly salt: string;
}

/**
 * What stands in a signed text instead of a name. Without its opening it tells nothing, so that a name can be forgotten while what
 * was signed goes on verifying. `chancery-verify` works it out for itself.
 */
export const nameCommitment = ({ person, name, salt }: NameOpening): string =>
  `sha256:${sha256Hex(canonicalJson({ name, person, salt }))}`;

/** Whether what stands for a name is a commitment to it, and not the name itself. */
export const isCommitment = (name: string): boolean => /^sha256:[0-9a-f]{64}$/.test(name);
