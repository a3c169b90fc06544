import type { Role } from '#knowledge';

/** Whoever has one of the values in the claim has the role; the first rule that fits decides. */
export interface RoleRule {
  readonly role: Role;
  readonly values: readonly string[];
}

/**
 * The role that a claim gives.
 * @param claim A list of names, or one; anything else is none.
 * @returns Null where there are no rules: roles are then kept by hand. `reader` where none fits.
 */
export function roleFrom(rules: readonly RoleRule[], claim: unknown): Role | null {
  if (rules.length === 0) return null;
  const values = (Array.isArray(claim) ? claim : [claim]).filter((each): each is string => typeof each === 'string');
  return rules.find((rule) => rule.values.some((value) => values.includes(value)))?.role ?? 'reader';
}
