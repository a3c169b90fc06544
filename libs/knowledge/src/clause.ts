/** From where on a clause of a legal text is in force. */
export interface ClausePlace {
  /** Offset in the revision's stored text. */
  readonly start: number;
  /** As it is cited: `Article 5(2)`, `§ 5 Abs. 2`, `12.3`. */
  readonly label: string;
}

/** The clause at an offset: the last that began at or before it; null before the first, and in texts without any. */
export function clauseAt(clauses: readonly ClausePlace[], offset: number): string | null {
  return clauses.findLast(({ start }) => start <= offset)?.label ?? null;
}
