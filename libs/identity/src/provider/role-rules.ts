import type { Role } from '#knowledge';

/** Whoever has one of the values in the claim has the role; the first rule that fits decides. */
export interface RoleRule {
  readonly role: Role;
  readonly values: readonly string[];
}

/** Whoever has one of the values in the claim is in the group. */
export interface GroupRule {
  readonly group: string;
  readonly values: readonly string[];
}

/** The groups that a claim puts somebody into, each once. @param claim As for {@link roleFrom}. */
export function groupsFrom(rules: readonly GroupRule[], claim: unknown): string[] {
  const values = valuesOf(claim);
  const fitting = rules.filter((rule) => rule.values.some((value) => values.includes(value)));
  return [...new Set(fitting.map(({ group }) => group))];
}

/**
 * The role that a claim gives.
 * @param claim A list of names, or one; anything else is none.
 * @returns Null where there are no rules: roles are then kept by hand. `reader` where none fits.
 */
export function roleFrom(rules: readonly RoleRule[], claim: unknown): Role | null {
  if (rules.length === 0) return null;
  const values = valuesOf(claim);
  return rules.find((rule) => rule.values.some((value) => values.includes(value)))?.role ?? 'reader';
}

const valuesOf = (claim: unknown): string[] =>
  (Array.isArray(claim) ? claim : [claim]).filter((each): each is string => typeof each === 'string');
